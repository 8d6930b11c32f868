import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import {
  type AliasId,
  aliasId,
  type MemberId,
  type MessageId,
  memberId,
  messageId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
  type ThreadId,
} from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { messageKey, messagePrefix, threadKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Key, Opened, Place, Write } from "../kernel/ports.ts";

const storedThread = z.object({
  program: programId,
  space: spaceId,
  state: z.enum(["open", "closed"]),
  v: z.number(),
});
const storedMessage = z.object({ by: memberId, aliasId, at: z.string(), body: sealedBytes, v: z.number() });
/** What is sealed of a message: the name its author bore then, and the text. */
const content = z.strictObject({ a: z.string(), t: z.string() });

export type Thread = z.output<typeof storedThread>;

export interface Message {
  readonly id: MessageId;
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly state: Opened["state"];
  readonly alias: string | null;
  readonly text: string | null;
  readonly postedAt: string;
}
export interface NewMessage {
  readonly thread: ThreadId;
  readonly id: MessageId;
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly alias: string;
  readonly text: string;
  readonly now: number;
}

/** Threads and their messages: named access patterns, and the writes that make them. */
export const messageStore = ({ reader, vault, trail }: RequestPorts) => {
  const open = async (items: readonly Item[]): Promise<readonly Message[]> => {
    const stored = items.map((item) => ({
      ...readItem(storedMessage, item),
      key: { pk: item.pk, sk: item.sk },
    }));
    const opened = await vault.openAll(
      stored.map(({ key, by, v, body }) => ({
        place: bodyPlace(key, by, v),
        sealed: body,
        shape: "text" as const,
      })),
    );
    return stored.map(({ key, by, aliasId: alias, at }, index) => {
      trail.discloseAlias(alias, by);
      const id = messageId.parse(key.sk.slice(messagePrefix.length));
      return { id, author: by, aliasId: alias, postedAt: at, ...textsOf(opened[index]) };
    });
  };
  return {
    open,

    thread: async (id: ThreadId): Promise<Thread | undefined> => {
      const item = await reader.get(threadKey(id));
      return item && readItem(storedThread, item);
    },

    /** A page of a thread, still sealed: its version can be told before anything is opened. */
    newestFirst: (thread: ThreadId, page: { limit: number; after: string | undefined }) =>
      reader.newestFirst(threadKey(thread).pk, { prefix: messagePrefix, ...page }),

    byId: async (thread: ThreadId, id: MessageId): Promise<Message | undefined> => {
      const item = await reader.get(messageKey(thread, id), { consistent: true });
      return item && (await open([item]))[0];
    },

    create: async ({ thread, id, author, aliasId: alias, now, ...words }: NewMessage): Promise<Write> => {
      const key = messageKey(thread, id);
      trail.disclose(author);
      trail.discloseAlias(alias, author);
      const body = JSON.stringify({ a: words.alias, t: words.text });
      return {
        kind: "create",
        table: "community",
        key,
        refuses: "in-progress",
        attributes: {
          by: author,
          aliasId: alias,
          at: instant(now),
          body: await vault.seal(bodyPlace(key, author, 1), body, "text"),
          v: 1,
        },
      };
    },

    createThread: (id: ThreadId, program: ProgramId, space: SpaceId): Write => ({
      kind: "create",
      table: "community",
      key: threadKey(id),
      refuses: "in-progress",
      attributes: { program, space, state: "open", v: 1 },
    }),
  };
};

const bodyPlace = ({ pk, sk }: Key, owner: MemberId, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "body",
  owner,
  class: "community",
  version,
});

function textsOf(opened: Opened | undefined): Pick<Message, "state" | "alias" | "text"> {
  if (opened?.state !== "open") return { state: opened?.state ?? "damaged", alias: null, text: null };
  const { a, t } = content.parse(JSON.parse(opened.text));
  return { state: "open", alias: a, text: t };
}
