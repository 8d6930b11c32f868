import * as z from "zod/mini";
import type { Caller } from "../kernel/caller.ts";
import { aliasId, messageId } from "../kernel/ids.ts";
import { reactions } from "../kernel/reactions.ts";
import type { Message } from "./message-item.ts";

/** A message as clients see it. */
export const shownMessage = z.strictObject({
  messageId,
  author: z.strictObject({ aliasId, alias: z.nullable(z.string()), own: z.boolean() }),
  /** Absent text says why: deleted by its author, the author's keys were erased, or the stored value is damaged. */
  state: z.enum(["open", "deleted", "erased", "damaged"]),
  text: z.nullable(z.string()),
  postedAt: z.string(),
  editedAt: z.nullable(z.string()),
  /** The message that it answers. */
  replyTo: z.nullable(messageId),
  /** How many support it, by kind, within seconds; kinds that nobody chose are left out. */
  reactions: z.array(z.strictObject({ kind: z.enum(reactions), count: z.int(), own: z.boolean() })),
  /** What If-Match names to change it. */
  version: z.string(),
});

export const shown = (message: Message, { member, membership }: Caller): z.output<typeof shownMessage> => ({
  messageId: message.id,
  author: { aliasId: message.aliasId, alias: message.alias, own: message.author === member },
  state: message.state,
  text: message.text,
  postedAt: message.postedAt,
  editedAt: message.editedAt ?? null,
  replyTo: message.replyTo ?? null,
  reactions: reactions.flatMap((kind) => supportOf(kind, message, membership?.aliasId)),
  version: String(message.version),
});

function supportOf(kind: (typeof reactions)[number], message: Message, me: string | undefined) {
  const who = message.reactions.filter((each) => each.startsWith(`${kind}.`));
  return who.length === 0 ? [] : [{ kind, count: who.length, own: who.includes(`${kind}.${me}`) }];
}
