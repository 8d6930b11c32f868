import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import {
  type MemberId,
  type MessageId,
  messageId,
  type SpaceId,
  type ThreadId,
  threadId,
} from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { markKey, markPrefix, readerPartition } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Key, Write } from "../kernel/ports.ts";

const stored = z.object({ upTo: messageId });
const mostKeys = 100;

/** The last message that a member has read, by thread. */
export type Marks = ReadonlyMap<ThreadId, MessageId>;

interface Spot {
  readonly space: SpaceId;
  readonly thread: ThreadId;
}

/** How far members have read. */
export const markStore = ({ reader }: Pick<RequestPorts, "reader">) => ({
  /**
   * Marks of the newest threads of a space that have one, in front of a thread or from the newest on: for a page of threads
   * that begins there and is no longer, these are all.
   */
  besidePage: async (
    member: MemberId,
    space: SpaceId,
    page: { limit: number; after: ThreadId | undefined },
  ): Promise<Marks> => {
    const after = page.after && markKey(member, space, page.after).sk;
    const asked = { prefix: markPrefix(space), limit: page.limit, after };
    const found = await reader.newestFirst(readerPartition(member), asked);
    return marksOf(found.items);
  },

  /** Marks of single threads. */
  of: async (member: MemberId, spots: readonly Spot[]): Promise<Marks> => {
    const keys = spots.map(({ space, thread }) => markKey(member, space, thread));
    const pages = Array.from({ length: Math.ceil(keys.length / mostKeys) }, (_, page) =>
      reader.getAll(keys.slice(page * mostKeys, (page + 1) * mostKeys)),
    );
    return marksOf((await Promise.all(pages)).flat().filter((item) => item !== undefined));
  },

  /** How far a member has read a thread by now. */
  now: async (member: MemberId, { space, thread }: Spot): Promise<MessageId | undefined> => {
    const item = await reader.get(markKey(member, space, thread), { consistent: true });
    return item && readItem(stored, item).upTo;
  },

  /** Moves a mark on. Of several at once the furthest stays, and those behind it are refused. */
  advance: (member: MemberId, { space, thread }: Spot, upTo: MessageId, now: number): Write => ({
    kind: "advance",
    table: "community",
    key: markKey(member, space, thread),
    refuses: "in-progress",
    attributes: { upTo, at: instant(now) },
    by: "upTo",
  }),
});

const marksOf = (items: readonly Item[]): Marks =>
  new Map(items.map((item) => [threadOf(item), readItem(stored, item).upTo]));

const threadOf = ({ sk }: Key): ThreadId => threadId.parse(sk.split("#").at(-1));
