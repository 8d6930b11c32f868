import type { Clock } from "../kernel/clock.ts";
import type { ObjectStore, Positions, StateStore, Violation } from "../kernel/log.ts";
import type { CommitRecord, TableItem } from "../kernel/log-stream.ts";
import type { Key } from "../kernel/ports.ts";

/** Position of a shard that has ended and was read to its end. */
export const ended = "END";

/** What was read behind some positions. */
export interface Batch {
  readonly stream: string;
  readonly records: readonly CommitRecord[];
  readonly positions: Positions;
  /** Every event of an earlier instant (milliseconds) is among the records read up to these positions. */
  readonly mark: number;
  /** Whether nothing was left to read. */
  readonly drained: boolean;
  /** Whether records may be lost to the stream: it is another one, or cut off what was not read yet. */
  readonly gap: boolean;
}

/** The changes of the audit table in an order in which each item's own are kept. */
export interface CommitFeed {
  readonly read: (stream: string | undefined, positions: Positions) => Promise<Batch>;
}

/** The log's key. */
export interface Signer {
  readonly sign: (text: string) => Promise<Uint8Array>;
}

export interface SealerPorts {
  readonly feed: CommitFeed;
  readonly state: StateStore;
  /** The bucket that keeps for good. */
  readonly worm: ObjectStore;
  /** The bucket of what is replaced as the log grows. */
  readonly edge: ObjectStore;
  readonly signer: Signer;
  /** Opens a signed checkpoint; undefined unless the log's key signed it. */
  readonly opened: (note: string) => string | undefined;
  /** Writes a checkpoint's note. */
  readonly note: (text: string, signature: Uint8Array) => string;
  readonly clock: Clock;
  readonly newId: (at: number) => string;
  /** Name of the log. */
  readonly origin: string;
  /** The log's key in one line, for whoever verifies it. */
  readonly verifierKey: string;
  /** The id in a leaf, when the leaf is one of this item. */
  readonly idOf: (key: Key, leaf: Uint8Array) => string | undefined;
  /** Items of the audit table from a day on, for a reconciliation. */
  readonly items: (fromDay: string) => AsyncIterable<TableItem>;
  /** Notes a violation for the officer; the same one again does no harm. */
  readonly found: (violation: Violation) => Promise<void>;
  /** Marks a file that a wider one has replaced: it may go in a while. */
  readonly superseded: (path: string) => Promise<void>;
  readonly alarm: (what: "tampering" | "sealing-late" | "old-head") => void;
}
