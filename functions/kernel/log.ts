/** The sealed log of the trail: what its workers read and write, whatever stores it. */
import type { Verification } from "./verification.ts";

export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Changes with every write of the object: what {@link ObjectStore.putIfMatch} compares. */
  readonly tag: string;
}

/** Reads objects of one bucket. Every call throws Problem `unavailable` when the answer is not certain. */
export interface ObjectReader {
  readonly get: (key: string) => Promise<StoredObject | undefined>;
  /** Keys that begin with `prefix`, in order of their bytes, from behind `after` on. */
  readonly list: (prefix: string, after?: string) => AsyncIterable<string>;
}

/** Writes objects of one bucket; what lies there is never replaced unseen. */
export interface ObjectStore extends ObjectReader {
  /** Writes an object unless there is one: then nothing is written, whatever it holds. */
  readonly putIfAbsent: (key: string, bytes: Uint8Array) => Promise<"stored" | "taken">;
  /** Replaces the object that has this tag; without a tag, writes it unless there is one. */
  readonly putIfMatch: (
    key: string,
    bytes: Uint8Array,
    tag: string | undefined,
  ) => Promise<"stored" | "changed">;
}

/** How far the trail is sealed. The sealer alone moves it. */
export interface LogHead {
  /** Leaves that are committed. */
  readonly size: number;
  /** RFC 6962 tree hash of those, 32 bytes. */
  readonly root: Uint8Array;
  /** Leaves of which the tiles and a signed checkpoint are published: at most `size`. */
  readonly published: number;
  /** Milliseconds since the epoch: every event whose id is of an earlier instant is among the committed leaves. */
  readonly mark: number;
  /** When the head was committed, milliseconds since the epoch. */
  readonly sealedAt: number;
}

/** Reads the head with a strongly consistent read; `undefined` before the first leaf was sealed. */
export type ReadHead = () => Promise<LogHead | undefined>;

/** Sequence number of the last record that was read of each shard of the stream. */
export type Positions = Readonly<Record<string, string>>;

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

/** `gap`: the stream could not say all that was written, and the rest was taken from the table. */
export const violationKinds = ["modified", "removed", "unreadable", "late", "gap"] as const;
export type ViolationKind = (typeof violationKinds)[number];

/** A violation as the officer finds it. */
export interface Violation {
  /** Place in the log. */
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: ViolationKind;
}

/** What can be told of the log at one moment. */
export interface LogReport {
  readonly head: LogHead | undefined;
  /** The newest signed head, as a note. */
  readonly checkpoint: string | undefined;
  readonly verification: Verification | undefined;
  /** The newest first, not all of them. */
  readonly violations: readonly Violation[];
  /** Whether there are older ones. */
  readonly more: boolean;
}
/** @throws Problem `unavailable` when the answer is not certain. */
export type ReadLogReport = () => Promise<LogReport>;
