import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import { aliasId, type MessageId, madeAt, threadId } from "../kernel/ids.ts";
import type { InPlace } from "./in-place.ts";
import { type Titled, threadStates } from "./thread-item.ts";
import type { NewThread } from "./thread-store.ts";
import { unreadIn } from "./unread.ts";

/** What is new to the caller. With `more` it is at least that many. */
export const shownUnread = z.strictObject({ count: z.int(), more: z.boolean() });

/** A thread as clients see it. */
export const threadFields = {
  threadId,
  /** Absent: whoever began it withdrew it, their keys were erased, or the stored value is damaged. */
  title: z.nullable(z.string()),
  /** Nobody: a space begins with a thread of its own, which has no start either. */
  author: z.nullable(z.strictObject({ aliasId, alias: z.nullable(z.string()), own: z.boolean() })),
  startedAt: z.nullable(z.string()),
  state: z.enum(threadStates),
  unread: shownUnread,
  lastMessageAt: z.nullable(z.string()),
};
export const shownThread = z.strictObject(threadFields);

/** A thread that has just begun, to whoever began it. */
export function shownNew({ thread, title, alias, aliasId: author }: Beginning): z.output<typeof shownThread> {
  const startedAt = instant(madeAt(thread));
  return {
    threadId: thread,
    title,
    author: { aliasId: author, alias, own: true },
    startedAt,
    state: "open",
    unread: { count: 0, more: false },
    lastMessageAt: startedAt,
  };
}
type Beginning = Pick<NewThread, "thread" | "title" | "alias" | "aliasId">;

/** A thread as it stands, to one reader. @param upTo the last message that they read, if they read one. */
export function shownAs(
  row: Titled,
  upTo: MessageId | undefined,
  { member, membership: { aliasId: me } }: Pick<InPlace, "member" | "membership">,
): z.output<typeof shownThread> {
  const { id, title, alias, by, aliasId: author, state, recent } = row;
  const startedAt = by ? instant(madeAt(id)) : null;
  const [newest] = recent;
  return {
    threadId: id,
    title,
    author: author ? { aliasId: author, alias, own: by === member } : null,
    startedAt,
    state,
    unread: unreadIn(recent, upTo, { member, aliasId: me }),
    lastMessageAt: newest ? instant(madeAt(newest.message)) : startedAt,
  };
}
