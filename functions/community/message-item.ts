import * as z from "zod/mini";
import { type AliasId, aliasId, type MemberId, type MessageId, memberId, messageId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { messagePrefix } from "../kernel/keys.ts";
import type { Item, Key, Opened, Place } from "../kernel/ports.ts";

const storedMessage = z.object({
  by: memberId,
  aliasId,
  at: z.string(),
  body: sealedBytes,
  state: z.optional(z.enum(["deleted"])),
  editedAt: z.optional(z.string()),
  replyTo: z.optional(messageId),
  reactions: z._default(z.array(z.string()), []),
  v: z.number(),
});

/** A question with a few answers, asked in the first message of a thread. */
const pollContent = z.strictObject({
  /** What can be chosen. */
  o: z.array(z.string()),
  /** When voting ends, in milliseconds since the epoch. */
  c: z.optional(z.number()),
});
export type PollContent = z.output<typeof pollContent>;
/** What is sealed of a message: the name its author bore then, the text, and the poll of a thread's first message. */
const content = z.strictObject({ a: z.string(), t: z.string(), p: z.optional(pollContent) });
export type Content = z.output<typeof content>;

export interface Message {
  readonly id: MessageId;
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly state: Opened["state"] | "deleted";
  readonly alias: string | null;
  readonly text: string | null;
  readonly poll: Content["p"];
  readonly postedAt: string;
  readonly editedAt: string | undefined;
  readonly replyTo: MessageId | undefined;
  /** `<kind>.<aliasId>` of everybody who reacts. */
  readonly reactions: readonly string[];
  readonly version: number;
  readonly key: Key;
}

export const bodyPlace = ({ pk, sk }: Key, owner: MemberId, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "body",
  owner,
  class: "community",
  version,
});

/** A stored message with the sealed value that has to be opened to read it. */
export function sealedMessage(item: Item) {
  const { body, by, v, ...stored } = readItem(storedMessage, item);
  const key = { pk: item.pk, sk: item.sk };
  return { place: bodyPlace(key, by, v), sealed: body, shape: "text" as const, key, by, v, ...stored };
}

/** A message as it was opened. What its author deleted shows who wrote and when, and no text. */
export function messageOf(stored: ReturnType<typeof sealedMessage>, opened: Opened | undefined): Message {
  const { key, by, v, at, aliasId: alias, editedAt, replyTo, reactions, state } = stored;
  const words = contentOf(opened);
  const deleted = words.state === "open" && state === "deleted";
  return {
    id: messageId.parse(key.sk.slice(messagePrefix.length)),
    author: by,
    aliasId: alias,
    state: deleted ? "deleted" : words.state,
    alias: words.content?.a ?? null,
    text: deleted ? null : (words.content?.t ?? null),
    poll: deleted ? undefined : words.content?.p,
    postedAt: at,
    editedAt,
    replyTo,
    reactions,
    version: v,
    key,
  };
}

/** A value that opens and is no content of a message is damaged: nothing of it is shown. */
function contentOf(opened: Opened | undefined): { state: Opened["state"]; content?: Content } {
  if (opened?.state !== "open") return { state: opened?.state ?? "damaged" };
  return { state: "open", content: content.parse(JSON.parse(opened.text)) };
}
