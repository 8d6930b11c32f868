import type { DayCounts, TrailRange } from "../kernel/audit.ts";
import { dayOf } from "../kernel/clock.ts";
import type { Item } from "../kernel/ports.ts";
import { countsOf, countsOfAll, isWanted, type Wanted } from "./dimensions.ts";
import type { LeafFinder } from "./found-leaves.ts";
import { waysOf } from "./plan.ts";
import type { ReadLeaf } from "./ports.ts";
import type { View } from "./view.ts";

type Days = Pick<TrailRange, "fromDay" | "toDay">;
const daysAtATime = 400;
const prefix = "2";

/**
 * How many sealed events each day has: the counts of the index, and the leaves that have no rows yet, counted one by one. What is
 * not sealed yet, of the last minutes, is not among them.
 */
export async function countsByDay(
  options: Pick<LeafFinder, "rows" | "unindexed">,
  now: View,
  range: Days,
  wanted: Wanted,
): Promise<DayCounts["counts"]> {
  const counts =
    now.indexed === 0 ? new Map<string, number>() : await indexedCounts(options, now, range, wanted);
  for (const { read } of await options.unindexed(now)) {
    const day = dayOfWanted(read, wanted);
    if (day !== undefined && day >= range.fromDay && day <= range.toDay)
      counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

const dayOfWanted = (leaf: ReadLeaf, wanted: Wanted): string | undefined =>
  leaf.state === "event" && isWanted(leaf.facts, wanted) ? dayOf(leaf.facts.at) : undefined;

async function indexedCounts(
  { rows }: Pick<LeafFinder, "rows">,
  now: View,
  { fromDay, toDay }: Days,
  wanted: Wanted,
): Promise<Map<string, number>> {
  const [way] = waysOf(wanted);
  const pk = way === undefined ? countsOfAll : countsOf(...way);
  const counts = new Map<string, number>();
  for (let after: string | undefined = `${toDay}~`; after !== undefined; ) {
    const page = await rows.newestFirst(pk, { prefix, limit: daysAtATime, after, consistent: true });
    for (const item of page.items) {
      const count = countIn(item, now);
      if (item.sk >= fromDay && count > 0) counts.set(item.sk, count);
    }
    const isEnd = page.items.some(({ sk }) => sk < fromDay);
    after = isEnd ? undefined : page.after;
  }
  return counts;
}

/** A count of the leaves that have rows: without what a segment has added that is not finished, and without what an earlier build left. */
function countIn({ n, before, end, build }: Item, now: View): number {
  const isFinished = typeof end === "number" && end <= now.indexed;
  const count = build === now.build ? (isFinished ? n : before) : 0;
  return typeof count === "number" ? count : 0;
}
