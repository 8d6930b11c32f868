import { dayOf } from "../kernel/clock.ts";
import type { Reader } from "../kernel/ports.ts";
import { countsOf, type Dimension, type Wanted } from "./dimensions.ts";
import type { Stretch } from "./row-postings.ts";

/** Days whose counts say enough of how many events a value has. */
const daysLookedAt = 100;
const prefix = "2";

/** The values that a search names, each one a way to find what it looks for. */
export const waysOf = (wanted: Wanted): readonly (readonly [Dimension, string])[] =>
  dimensions.flatMap((dimension) => {
    const value = wanted[dimension];
    return value === undefined ? [] : [[dimension, value] as const];
  });
const dimensions: readonly Dimension[] = ["requestId", "subject", "actor", "program", "action", "outcome"];

/** The way that has the fewest events; the rest of what is wanted is passed over. A request has few enough to need no count. */
export async function planOf(
  rows: Pick<Reader, "newestFirst">,
  wanted: Wanted,
  stretch: Stretch,
): Promise<readonly [Dimension, string] | undefined> {
  const ways = waysOf(wanted);
  const [first] = ways;
  if (ways.length < 2 || first?.[0] === "requestId") return first;
  const counted = await Promise.all(
    ways.map(async (way) => ({ way, count: await countOf(rows, way, stretch) })),
  );
  return counted.reduce((best, each) => (each.count < best.count ? each : best)).way;
}

async function countOf(
  rows: Pick<Reader, "newestFirst">,
  [dimension, value]: readonly [Dimension, string],
  { from, to }: Stretch,
): Promise<number> {
  const page = { prefix, limit: daysLookedAt, after: `${dayOf(to)}~`, consistent: false };
  const { items } = await rows.newestFirst(countsOf(dimension, value), page);
  return items
    .filter(({ sk }) => sk >= dayOf(from))
    .reduce((sum, { n }) => sum + (typeof n === "number" ? n : 0), 0);
}
