import type { Attributes, Key } from "./ports.ts";

/** Makes an item where there is none. */
interface Addition {
  readonly kind: "add";
  readonly key: Key;
  readonly attributes: Attributes;
}
/** Changes an item that is still what it was, as the number tells that counts its changes; counts it on. */
interface Change {
  readonly kind: "change";
  readonly key: Key;
  readonly set: Attributes;
  readonly counter: "rv" | "v";
  /** Absent on an item that was never counted. */
  readonly was: number | undefined;
}
/** A write of what is counted. */
export type CountedWrite = Addition | Change;

/**
 * Writes what is counted from other items of the `community` table, all of it or nothing. Without an event, which no other way of
 * writing has: it says nothing that those items do not say (docs/decisions/0011).
 * @returns whether all conditions held. @throws Problem `unavailable` when it is not certain.
 */
export type WriteCounted = (writes: readonly CountedWrite[]) => Promise<boolean>;
