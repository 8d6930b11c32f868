import type { Clock } from "../../kernel/clock.ts";
import type { EventId } from "../../kernel/ids.ts";
import { newEventId } from "../ids.ts";
import type { LeafType, Link } from "./header.ts";
import { randomLane } from "./lanes.ts";
import { type Leaf, sealLeaf } from "./leaf.ts";
import type { MonthKeys } from "./month-keys.ts";

/** Lanes of a day, until a tenant needs more than about 500 requests a second: see docs/decisions/0009. */
const lanesOfADay = 2;

export interface LeafDraftOptions {
  readonly tenant: string;
  readonly clock: Clock;
  readonly monthKeys: MonthKeys;
  /** Lanes over which a day's events are spread; 2 unless given. */
  readonly lanes?: number;
}

/** A leaf whose place in the chain is still open. */
export interface LeafDraft {
  readonly id: EventId;
  /** Fetches nothing, so that a turn of the chain holds nobody up. */
  readonly seal: (link: Link) => Leaf;
}

/**
 * Fixes a leaf's instant, id and key before its turn comes.
 * @throws Problem `sealed` or `unavailable` when the month's key cannot be had.
 */
export const draftLeaf = async (
  options: LeafDraftOptions,
  type: LeafType,
  body: Uint8Array,
): Promise<LeafDraft> => {
  const { tenant, clock, lanes = lanesOfADay } = options;
  const at = clock();
  const monthKey = await options.monthKeys.at(at);
  const id = newEventId(at, randomLane(lanes));
  const fixed = { type, id, at };
  return { id, seal: (link) => sealLeaf({ tenant, header: { ...link, ...fixed }, monthKey, body }) };
};
