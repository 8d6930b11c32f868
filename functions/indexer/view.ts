import { hour } from "../kernel/clock.ts";
import type { LogHead } from "../kernel/log.ts";
import type { IndexStore } from "../kernel/trail-index.ts";
import type { ReadLeaf, ReadLeafOf } from "./ports.ts";
import { leavesBetween, type SealedLeaves } from "./sealed-leaves.ts";
import { longestSegment } from "./segment-rows.ts";

/** How far the log and its index go at one moment. What is in the one and in none of the others is in the table. */
export interface View {
  readonly head: LogHead;
  /** Leaves whose rows are written. */
  readonly indexed: number;
  /** Which time the index is being built. */
  readonly build: number;
  /** Milliseconds since the epoch: up to when the answer is complete; undefined when it is complete. */
  readonly completeUntil: number | undefined;
}

/** Leaves without rows that a search opens one by one; more are left out, and the answer says so. */
const openAtMost = 2 * longestSegment;

const emptyHead: LogHead = { size: 0, root: new Uint8Array(), published: 0, mark: 0, sealedAt: 0 };

/** The cursor first, so that the head has at least all leaves that it counts. */
export async function viewOf(
  store: Pick<IndexStore, "cursor">,
  readHead: () => Promise<LogHead | undefined>,
  now: number,
): Promise<View> {
  const cursor = await store.cursor();
  const head = ofThisTime((await readHead()) ?? emptyHead, now);
  const indexed = cursor?.indexed ?? 0;
  const completeUntil = head.size - indexed > openAtMost ? (cursor?.until ?? 0) : undefined;
  return { head, indexed, build: cursor?.build ?? 0, completeUntil };
}

/** A mark from the future comes from a clock that went wrong: what the table has of the last hour is read in any case. */
const ofThisTime = (head: LogHead, now: number): LogHead =>
  head.mark > now ? { ...head, mark: now - hour } : head;

/** A leaf that was read, and its place in the log. */
export interface PlacedLeaf {
  readonly leaf: number;
  readonly read: ReadLeaf;
}
/** The leaves of a view that have no rows, opened; none when they are too many. */
export type Unindexed = (view: View) => Promise<readonly PlacedLeaf[]>;

/** What was opened once stays open for as long as it has no row: the same few leaves are looked through by every search. */
export function unindexedLeaves(leaves: SealedLeaves, read: ReadLeafOf): Unindexed {
  const kept = new Map<number, ReadLeaf>();
  return async ({ head, indexed, completeUntil }) => {
    for (const leaf of kept.keys()) if (leaf < indexed) kept.delete(leaf);
    if (completeUntil !== undefined || indexed >= head.size) return [];
    const bytes = await leavesBetween(leaves, head, indexed, head.size);
    return Promise.all(
      bytes.map(async (each, at) => {
        const leaf = indexed + at;
        const opened = kept.get(leaf) ?? (await read(each));
        kept.set(leaf, opened);
        return { leaf, read: opened };
      }),
    );
  };
}
