import type { Clock } from "../kernel/clock.ts";
import type { LogHead, ObjectStore } from "../kernel/log.ts";
import type { Key } from "../kernel/ports.ts";

/** A change of the audit table, as its stream tells it. */
export interface CommitRecord {
  readonly kind: "insert" | "modify" | "remove";
  readonly key: Key;
  /** The attribute `l` after the change, when the item has nothing else beside it; absent after a removal. */
  readonly leaf: Uint8Array | undefined;
  /** SHA-256 of the item before and after, in hex; absent where there was or is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly sequence: string;
  /** When DynamoDB wrote it, milliseconds since the epoch, to the second. */
  readonly at: number;
  /** The service that did it, where it was one: the word of DynamoDB's time to live. */
  readonly service: string | undefined;
}

/** Sequence number of the last record that was read of a shard, or that the shard has ended. */
export type Positions = Readonly<Record<string, string>>;
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

/** Where the sealing stands; one item, moved by its version. */
export interface SealerState extends LogHead {
  readonly version: number;
  readonly stream: string;
  readonly positions: Positions;
  /** When the last heartbeat was sealed, milliseconds since the epoch. */
  readonly heartbeat: number;
  /** Events since then, by the day of their ids. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface StateStore {
  /** Strongly consistent. */
  readonly load: () => Promise<SealerState | undefined>;
  /** Replaces the state that has the version before; @returns whether it did. The commit point of the log. */
  readonly cas: (state: SealerState) => Promise<boolean>;
  /** Notes that a size is published, unless a larger one is. */
  readonly published: (size: number) => Promise<void>;
}

/** The log's key. */
export interface Signer {
  readonly sign: (text: string) => Promise<Uint8Array>;
}

/** A violation as the officer finds it. */
export interface Violation {
  /** Place in the log. */
  readonly index: number;
  readonly at: number;
  readonly kind: ViolationKind;
}
/** `gap`: the stream could not say all that was written, and the rest was taken from the table. */
export type ViolationKind = "modified" | "removed" | "unreadable" | "late" | "gap";

/** An item of the audit table as it lies there. */
export type TableItem = Pick<CommitRecord, "key" | "leaf">;

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
