import { hour, minute, second } from "../kernel/clock.ts";
import type { LogHead } from "../kernel/log.ts";
import type { IndexCursor } from "../kernel/trail-index.ts";
import { ownLeafIn } from "../sealer/own-leaf.ts";
import type { Facts } from "./dimensions.ts";
import { type IndexerPorts, startOfIndex } from "./ports.ts";
import { leavesBetween } from "./sealed-leaves.ts";
import { countsIn, longestSegment, rowsOf, type Segment, segmentEnd } from "./segment-rows.ts";

/** A worker is stopped after a minute; what it has done by then is noted. */
const workAtMost = 35 * second;
/** Writes between two looks at the clock, and how many of them at the same time. */
const writesTogether = 400;
const atOnce = 20;
/** Whatever is sealed is at most so old, or was sealed later than promised. */
const promised = 15 * minute;
/** A segment goes on until the heartbeat, for an hour; rows may come a quarter of an hour after it. */
const lateAfter = hour + 2 * promised;

export interface Indexed {
  /** Leaves of which all rows are written. */
  readonly indexed: number;
  /** Milliseconds since the epoch up to which the rows are complete. */
  readonly until: number;
  /** Leaves that are published and have no rows. */
  readonly behind: number;
}

/**
 * Writes the rows of all segments that are complete, as far as the time goes. Whatever ends it, the next run goes on, and the rows
 * are the same; a second one at the same time writes the same rows, and only one moves the cursor.
 */
export async function indexLog(ports: IndexerPorts): Promise<Indexed> {
  const { store, head: readHead, clock } = ports;
  const deadline = clock() + workAtMost;
  let cursor = (await store.cursor()) ?? startOfIndex;
  const head = await readHead();
  if (head === undefined) return { indexed: 0, until: 0, behind: 0 };
  for (;;) {
    const segment = await nextSegment(ports, head, cursor.indexed);
    const moved = segment && (await indexSegment(ports, head, cursor, segment, deadline));
    if (moved === undefined || !(await store.cas(moved))) break;
    cursor = moved;
    if (clock() >= deadline) break;
  }
  const behind = head.published - cursor.indexed;
  if (behind > 0 && clock() - cursor.until > lateAfter) ports.alarm("index-late");
  return { indexed: cursor.indexed, until: cursor.until, behind };
}

/** The log's beginning is a heartbeat too. */
const isBeat = (leaf: Uint8Array): boolean => ["gen", "hb"].includes(ownLeafIn(leaf)?.type ?? "");

/** The segment from an index on, when all of it is published. */
export async function nextSegment(
  { leaves }: Pick<IndexerPorts, "leaves">,
  head: LogHead,
  start: number,
): Promise<Segment | undefined> {
  const last = Math.min(start + longestSegment, head.published);
  const stretch = await leavesBetween(leaves, head, start, last);
  const end = segmentEnd(start, stretch.map(isBeat));
  return end === undefined ? undefined : { start, end };
}

/** The events of a segment, by the index of their leaf. */
export async function eventsOf(
  { leaves, read, alarm }: Pick<IndexerPorts, "leaves" | "read" | "alarm">,
  head: LogHead,
  { start, end }: Segment,
): Promise<ReadonlyMap<number, Facts>> {
  const events = new Map<number, Facts>();
  for (const [at, leaf] of (await leavesBetween(leaves, head, start, end)).entries()) {
    const opened = await read(leaf);
    if (opened.state === "event") events.set(start + at, opened.facts);
    if (opened.state === "damaged") alarm("damaged-value");
  }
  return events;
}

async function indexSegment(
  ports: IndexerPorts,
  head: LogHead,
  cursor: IndexCursor,
  segment: Segment,
  deadline: number,
): Promise<IndexCursor> {
  const events = await eventsOf(ports, head, segment);
  const { store, clock } = ports;
  const writes = [
    ...rowsOf(segment, events).map((row) => () => store.put(row)),
    ...countsIn(events.values()).map((count) => () => store.add(count, segment.end, cursor.build)),
  ];
  const next = { ...cursor, version: cursor.version + 1 };
  for (let done = cursor.written; done < writes.length; ) {
    const some = writes.slice(done, done + writesTogether);
    await inTurns(some);
    done += some.length;
    if (done < writes.length && clock() >= deadline) return { ...next, written: done };
  }
  return {
    ...next,
    written: 0,
    indexed: segment.end,
    until: completeUntil(cursor, events, await lastBeat(ports, head, segment)),
  };
}

/** Everything sealed after this segment is of a later time, or came later than promised. */
function completeUntil({ until }: IndexCursor, events: ReadonlyMap<number, Facts>, beat: number): number {
  const times = [...events.values()].map(({ at }) => at);
  return Math.max(until, Math.max(beat, ...times) - promised);
}

/** When the heartbeat was that ends a segment; 0 when it ends without one. */
async function lastBeat({ leaves }: IndexerPorts, head: LogHead, { end }: Segment): Promise<number> {
  const [last] = await leavesBetween(leaves, head, end - 1, end);
  return (last && ownLeafIn(last)?.at) ?? 0;
}

async function inTurns(writes: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...writes];
  const lane = async () => {
    for (let write = left.shift(); write !== undefined; write = left.shift()) await write();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Begins the index anew: the next runs write all rows again. @returns whether nobody else moved the cursor meanwhile. */
export async function beginAnew({ store }: Pick<IndexerPorts, "store">): Promise<boolean> {
  const cursor = await store.cursor();
  if (cursor === undefined) return true;
  return store.cas({ ...startOfIndex, version: cursor.version + 1, build: cursor.build + 1 });
}
