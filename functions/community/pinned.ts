import * as z from "zod/mini";
import type { Caller } from "../kernel/caller.ts";
import { type SpaceId, type ThreadId, threadId } from "../kernel/ids.ts";
import type { Item } from "../kernel/ports.ts";
import { shown, shownMessage } from "./message-shown.ts";
import type { CommunityStores } from "./stores.ts";

/** The message at the top of a space, and the thread that it lies in. */
export const shownPin = z.strictObject({ threadId, message: shownMessage });

/** A pinned message, still sealed. */
interface Pinned {
  readonly thread: ThreadId;
  readonly item: Item;
}

/** What the care team has pinned in a space, if it is still there. */
export async function pinnedIn(
  space: SpaceId,
  { pins, messages }: Pick<CommunityStores, "pins" | "messages">,
): Promise<Pinned | undefined> {
  const pin = await pins.in(space);
  const item = pin && (await messages.itemOf(pin.thread, pin.message));
  return pin && item && { thread: pin.thread, item };
}

/** The pinned message as a reader sees it; nothing stands for what its author has deleted since. */
export async function opened(
  pinned: Pinned | undefined,
  caller: Caller,
  { messages }: Pick<CommunityStores, "messages">,
): Promise<z.output<typeof shownPin> | null> {
  const [message] = pinned ? await messages.open([pinned.item]) : [];
  if (!pinned || message?.state !== "open") return null;
  return { threadId: pinned.thread, message: shown(message, caller) };
}
