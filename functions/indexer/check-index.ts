import type { IndexRow } from "../kernel/trail-index.ts";
import { eventsOf, nextSegment } from "./index-log.ts";
import type { IndexerPorts } from "./ports.ts";
import { rowsOf } from "./segment-rows.ts";

/** Rows that one call reads. */
const together = 100;

/** What a check of some of the index found. */
export interface Checked {
  /** Leaves that were compared with their rows. */
  readonly checked: number;
  /** Rows that are missing, or are not what the log gives. */
  readonly wrong: number;
  /** Where the next check goes on; absent at the end of the index. */
  readonly next?: number;
}

/** Compares the rows of one segment with the log. It writes nothing. @param start where a segment begins. */
export async function checkSegment(ports: IndexerPorts, start: number): Promise<Checked> {
  const [cursor, head] = [await ports.store.cursor(), await ports.head()];
  const segment =
    head === undefined || start >= (cursor?.indexed ?? 0) ? undefined : await nextSegment(ports, head, start);
  if (head === undefined || segment === undefined) return { checked: 0, wrong: 0 };
  const rows = rowsOf(segment, await eventsOf(ports, head, segment));
  let wrong = 0;
  for (let at = 0; at < rows.length; at += together)
    wrong += await wrongOf(ports, rows.slice(at, at + together));
  return { checked: segment.end - start, wrong, next: segment.end };
}

async function wrongOf({ store }: IndexerPorts, rows: readonly IndexRow[]): Promise<number> {
  const there = await store.rows(rows);
  return rows.filter(({ postings }, at) => {
    const stored = there[at]?.p;
    return !(stored instanceof Uint8Array) || Buffer.compare(stored, postings) !== 0;
  }).length;
}
