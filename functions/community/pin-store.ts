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
import { pinKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";

const stored = z.object({ thread: threadId, message: messageId, at: z.string() });
export type Pin = z.output<typeof stored>;

/** The one message that the care team keeps at the top of a space. */
export const pinStore = ({ reader }: Pick<RequestPorts, "reader">) => ({
  in: async (space: SpaceId): Promise<Pin | undefined> => {
    const item = await reader.get(pinKey(space), { consistent: true });
    return item && readItem(stored, item);
  },

  pin: (
    space: SpaceId,
    pinned: { thread: ThreadId; message: MessageId; by: MemberId; now: number },
  ): Write => {
    const { thread, message, by, now } = pinned;
    return {
      kind: "put",
      table: "community",
      key: pinKey(space),
      attributes: { thread, message, by, at: instant(now), v: now },
    };
  },

  unpin: (space: SpaceId): Write => ({
    kind: "remove",
    table: "community",
    key: pinKey(space),
    refuses: "not-found",
    when: undefined,
  }),
});
