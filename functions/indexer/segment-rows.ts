import { dayOf } from "../kernel/clock.ts";
import type { IndexCount, IndexRow } from "../kernel/trail-index.ts";
import { countedIn, type Facts, postingsOf } from "./dimensions.ts";
import { hourOf, type Posting, packPostings } from "./posting.ts";

/** Leaves that are indexed together at most. */
export const longestSegment = 10_000;

/** Leaves that are indexed together: which these are follows from the log alone, so that rows are the same whenever they are made. */
export interface Segment {
  readonly start: number;
  /** Index behind its last leaf. */
  readonly end: number;
}

/** Digits of a leaf's index in a key: as many as 40 bits need. */
const digits = 13;
/** Sort key of a row: its hour, then its segment. */
export const rowKey = (hourName: string, { start }: Pick<Segment, "start">): string =>
  `${hourName}#${String(start).padStart(digits, "0")}`;

/** The end of a segment: behind the first heartbeat, which the sealer writes every hour, or where it is as long as may be; undefined while it goes on. */
export function segmentEnd(start: number, beats: readonly boolean[]): number | undefined {
  const beat = beats.indexOf(true) + 1;
  const length = beat > 0 ? Math.min(beat, longestSegment) : longestSegment;
  return beats.length >= length ? start + length : undefined;
}

/** The rows of a segment, in the order of their keys. */
export function rowsOf(segment: Segment, events: ReadonlyMap<number, Facts>): readonly IndexRow[] {
  const rows = new Map<string, Map<string, Posting[]>>();
  for (const [leaf, facts] of events) {
    const sk = rowKey(hourOf(facts.at), segment);
    for (const [pk, posting] of postingsOf(facts, leaf)) pushed(rows, pk, sk).push(posting);
  }
  return sorted(rows).map(({ pk, sk, value }) => ({ pk, sk, postings: packPostings(value) }));
}

/** What a segment adds to the counts, in the order of their keys. */
export function countsIn(events: Iterable<Facts>): readonly IndexCount[] {
  const counts = new Map<string, Map<string, true[]>>();
  for (const facts of events)
    for (const pk of countedIn(facts)) pushed(counts, pk, dayOf(facts.at)).push(true);
  return sorted(counts).map(({ pk, sk, value }) => ({ pk, sk, count: value.length }));
}

function pushed<T>(all: Map<string, Map<string, T[]>>, pk: string, sk: string): T[] {
  const partition = all.get(pk) ?? new Map<string, T[]>();
  all.set(pk, partition);
  const list = partition.get(sk) ?? [];
  partition.set(sk, list);
  return list;
}

const sorted = <T>(all: ReadonlyMap<string, ReadonlyMap<string, T>>) =>
  [...all]
    .sort(byKey)
    .flatMap(([pk, partition]) => [...partition].sort(byKey).map(([sk, value]) => ({ pk, sk, value })));

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
