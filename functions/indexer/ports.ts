import type { LoggedEvent } from "../kernel/audit.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ReadHead } from "../kernel/log.ts";
import type { IndexCursor, IndexStore } from "../kernel/trail-index.ts";
import type { OpenedLeaf } from "../platform/audit/opened-leaf.ts";
import type { Facts } from "./dimensions.ts";
import type { SealedLeaves } from "./sealed-leaves.ts";

export const startOfIndex: IndexCursor = { version: 0, indexed: 0, written: 0, until: 0, build: 0 };

/** What a leaf turned out to be. */
export type ReadLeaf =
  | { readonly state: "event"; readonly facts: Facts; readonly opened: OpenedLeaf }
  /** One of the log itself: nobody's information. */
  | { readonly state: "own" }
  | { readonly state: "damaged"; readonly id: string };

/** @throws Problem `sealed` or `unavailable` when a key cannot be had; whatever is wrong with a leaf makes it `damaged`. */
export type ReadLeafOf = (leaf: Uint8Array) => Promise<ReadLeaf>;

export interface IndexerPorts {
  readonly store: IndexStore;
  readonly head: ReadHead;
  readonly leaves: SealedLeaves;
  readonly read: ReadLeafOf;
  readonly clock: Clock;
  /** Tells a person: of each leaf that does not open, and that rows are later than they may be. */
  readonly alarm: (what: "damaged-value" | "index-late") => void;
}

/** Makes events of leaves that were read: looks up who is named, all at once. */
export type ShowEvents = (
  leaves: readonly Extract<ReadLeaf, { state: "event" | "damaged" }>[],
) => Promise<readonly LoggedEvent[]>;
