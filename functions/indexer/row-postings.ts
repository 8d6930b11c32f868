import { hour as anHour } from "../kernel/clock.ts";
import type { Item, Reader } from "../kernel/ports.ts";
import { hourOf, type Posting, startOf, unpackPostings } from "./posting.ts";

/** A stretch of time, milliseconds since the epoch, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
/** Says that nothing more was read: all that is of this instant or later was given. */
export interface Later {
  readonly later: number;
}
/** Limits what one search reads. */
export interface Budget {
  /** Whether another query may be made. */
  readonly query: () => boolean;
}

/** Rows that one query asks for. */
const rowsAtATime = 25;
/** Sort keys are hours of this millennium. */
const prefix = "2";
/** Behind every row of an hour. */
const behind = "~";

export const byTime = (one: Posting, other: Posting): number => other.at - one.at || other.leaf - one.leaf;

/** The postings of a partition, newest first, read as far as they are asked for and the budget allows. */
export async function* rowPostings(
  rows: Pick<Reader, "newestFirst">,
  pk: string,
  { from, to }: Stretch,
  budget: Budget,
): AsyncGenerator<Posting | Later, undefined> {
  const lowest = hourOf(from);
  let [name, postings]: [string | undefined, Posting[]] = [undefined, []];
  for (let after: string | undefined = `${hourOf(to)}${behind}`; after !== undefined; ) {
    if (!budget.query()) {
      yield { later: name === undefined ? startOf(hourOf(to)) + anHour : startOf(name) + anHour };
      return;
    }
    const page = await rows.newestFirst(pk, { prefix, limit: rowsAtATime, after, consistent: true });
    for (const row of page.items) {
      const rowHour = row.sk.slice(0, lowest.length);
      if (rowHour < lowest) break;
      if (rowHour !== name) yield* postings.splice(0).sort(byTime);
      name = rowHour;
      postings.push(...postingsIn(row, rowHour));
    }
    const isEnd = page.items.some(({ sk }) => sk.slice(0, lowest.length) < lowest);
    after = isEnd ? undefined : page.after;
  }
  yield* postings.sort(byTime);
}

/** A row that is none is passed over: an index is compared with the log by its check, and never believed. */
const postingsIn = ({ p }: Item, rowHour: string): readonly Posting[] =>
  (p instanceof Uint8Array ? unpackPostings(p, startOf(rowHour)) : undefined) ?? [];
