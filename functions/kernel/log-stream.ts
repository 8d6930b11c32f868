import type { Key } from "./ports.ts";

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

/** An item of the audit table as it lies there. */
export type TableItem = Pick<CommitRecord, "key" | "leaf">;

export interface Shard {
  readonly id: string;
  readonly parent: string | undefined;
}
/** What lay behind an iterator is gone: the stream keeps 24 hours. */
export const trimmed = "trimmed";
export interface RecordsPage {
  readonly records: readonly CommitRecord[];
  /** Absent: the shard has ended, and so has what it holds. */
  readonly next: string | undefined;
}

/** DynamoDB Streams, as far as it is needed. */
export interface StreamApi {
  /** The stream that the table writes to now. */
  readonly current: () => Promise<string>;
  readonly shards: (stream: string) => Promise<readonly Shard[]>;
  /** An iterator behind a record, or at the oldest that is left. */
  readonly iterator: (
    stream: string,
    shard: string,
    after: string | undefined,
  ) => Promise<string | typeof trimmed>;
  readonly records: (iterator: string) => Promise<RecordsPage | typeof trimmed>;
}
