import type { Attributes, Key } from "./ports.ts";

/** The number that tells whether an item is still what it was; it counts the changes. */
export interface Counter {
  readonly name: "rv" | "v";
  /** Absent on an item that was never counted. */
  readonly was: number | undefined;
}

/**
 * Writes what is counted from other items of the `community` table. Without an event, which no other way of writing has: it says
 * nothing that those items do not say (docs/decisions/0007).
 */
export interface CountedItems {
  /** Makes an item. @returns whether there was none. @throws Problem `unavailable` when it is not certain. */
  readonly add: (key: Key, attributes: Attributes) => Promise<boolean>;
  /** Changes an item, and counts it on. @returns whether it is there and its counter was what it was. @throws as `add`. */
  readonly change: (key: Key, set: Attributes, counter: Counter) => Promise<boolean>;
}
