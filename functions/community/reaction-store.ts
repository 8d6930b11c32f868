import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import type { AliasId, MemberId, MessageId, ThreadId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { messageKey, reactionKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { type Reaction, reactions } from "../kernel/reactions.ts";
import type { Message } from "./message-item.ts";

const stored = z.object({ kind: z.enum(reactions) });

export interface Reacting {
  readonly thread: ThreadId;
  readonly message: Message;
  readonly by: MemberId;
  readonly aliasId: AliasId;
  readonly now: number;
}

/** One reaction of each member to a message. They are counted afterwards by the worker `activity`. */
export const reactionStore = ({ reader }: Pick<RequestPorts, "reader">) => ({
  /** A member's own reaction, as it is now. */
  own: async (thread: ThreadId, message: MessageId, alias: AliasId): Promise<Reaction | null> => {
    const item = await reader.get(reactionKey(thread, message, alias), { consistent: true });
    return item ? readItem(stored, item).kind : null;
  },

  /** Reacts, reacts otherwise, or (`null`) no longer. The message must still be there. */
  set: (kind: Reaction | null, { thread, message, by, aliasId, now }: Reacting): readonly Write[] => {
    const spot = { table: "community", key: reactionKey(thread, message.id, aliasId) } as const;
    const there: Write = {
      kind: "require",
      table: "community",
      key: messageKey(thread, message.id),
      refuses: "not-found",
      when: { equals: { by: message.author } },
    };
    if (kind === null) return [there, { kind: "remove", ...spot, refuses: "not-found", when: undefined }];
    return [there, { kind: "put", ...spot, attributes: { by, kind, at: instant(now) } }];
  },
});
