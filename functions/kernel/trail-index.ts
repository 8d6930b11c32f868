import type { Item, Key } from "./ports.ts";

/** How far the index of the trail goes. */
export interface IndexCursor {
  readonly version: number;
  /** Leaves of which all rows are written: the start of the segment that is next. */
  readonly indexed: number;
  /** Writes of that segment that are done already: rows in their order, then counts. */
  readonly written: number;
  /** Milliseconds since the epoch: events of earlier instants are in the rows, unless they were sealed later than promised. */
  readonly until: number;
  /** Which time the index is being built; counts of an earlier time begin anew. */
  readonly build: number;
}

/** A row of the index: the postings of one partition and hour, from one segment. */
export interface IndexRow extends Key {
  readonly postings: Uint8Array;
}
/** How many events of a partition's value a segment adds to a UTC day, which is the sort key. */
export interface IndexCount extends Key {
  readonly count: number;
}

/**
 * The rows of the index. All reads are strongly consistent.
 * @throws Problem `unavailable` when the answer is not certain.
 */
export interface IndexStore {
  readonly cursor: () => Promise<IndexCursor | undefined>;
  /** Replaces the cursor that has the version before; @returns whether it did. */
  readonly cas: (cursor: IndexCursor) => Promise<boolean>;
  /** Writes a row, whatever lies there. */
  readonly put: (row: IndexRow) => Promise<void>;
  /** Adds to a count, unless what ends at `end` was added already. A count of an earlier build begins anew. */
  readonly add: (count: IndexCount, end: number, build: number) => Promise<void>;
  /** At most 100 rows. */
  readonly rows: (keys: readonly Key[]) => Promise<readonly (Item | undefined)[]>;
}
