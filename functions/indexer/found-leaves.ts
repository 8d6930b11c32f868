import type { Reader } from "../kernel/ports.ts";
import { tileWidth } from "../tlog/paths.ts";
import { isWanted, mayBe, partitionOf, type Wanted } from "./dimensions.ts";
import { planOf } from "./plan.ts";
import type { ReadLeaf, ReadLeafOf } from "./ports.ts";
import { type Later, rowPostings, type Stretch } from "./row-postings.ts";
import type { SealedLeaves } from "./sealed-leaves.ts";
import type { Unindexed, View } from "./view.ts";

/** Leaves opened together, so that whom they name is looked up together. */
const openTogether = 25;
/** One search reads so many bundles at most, and asks for rows so many times; the rest is behind the cursor. */
const mostBundles = 50;
const mostQueries = 40;

export interface LeafFinder {
  readonly rows: Pick<Reader, "newestFirst">;
  readonly leaves: SealedLeaves;
  readonly read: ReadLeafOf;
  readonly unindexed: Unindexed;
}
/** Where an event may be. */
interface Candidate {
  readonly leaf: number;
  readonly at: number;
}
/** Some of what was found: all of it from `down` (milliseconds since the epoch) up, to where the one before ended. */
export interface FoundLeaves {
  readonly found: readonly ReadLeaf[];
  readonly down: number;
  /** Whether the search ends here though there may be more. */
  readonly later: boolean;
}

/** The sealed events of a stretch that are wanted, newest first, in groups: those of one millisecond are never apart. */
export async function* foundLeaves(
  finder: LeafFinder,
  view: View,
  wanted: Wanted,
  stretch: Stretch,
): AsyncGenerator<FoundLeaves, undefined> {
  const bundles = new Set<number>();
  for await (const group of groupsOf(candidates(finder, view, wanted, stretch))) {
    const { down, leaves, later } = group;
    for (const { leaf } of leaves) bundles.add(Math.floor(leaf / tileWidth));
    const found = await opened(finder, view, leaves, wanted);
    const isEnough = later || bundles.size >= mostBundles;
    yield { found, down, later: isEnough };
    if (isEnough) return;
  }
}

/** The leaves of a group that are wanted. A row is not believed: each leaf comes once, and at the time that it says itself. */
async function opened(
  finder: LeafFinder,
  view: View,
  group: readonly Candidate[],
  wanted: Wanted,
): Promise<readonly ReadLeaf[]> {
  const once = [...new Map(group.map((each) => [each.leaf, each])).values()];
  const read = await Promise.all(
    once.map(async ({ leaf, at }) => ({ at, leaf: await readAt(finder, view, leaf) })),
  );
  return read.flatMap(({ at, leaf }) => {
    const isTrue = leaf.state === "event" && leaf.facts.at === at && isWanted(leaf.facts, wanted);
    return isTrue || leaf.state === "damaged" ? [leaf] : [];
  });
}

const matches = (leaf: ReadLeaf, wanted: Wanted): boolean =>
  leaf.state === "event" && isWanted(leaf.facts, wanted);

async function readAt({ leaves, read }: LeafFinder, { head }: View, leaf: number): Promise<ReadLeaf> {
  const bytes = (await leaves.bundle(head, Math.floor(leaf / tileWidth)))[leaf % tileWidth];
  return bytes === undefined ? { state: "own" } : read(bytes);
}

/** Candidates of the rows and of the leaves that have none yet, newest first. */
async function* candidates(
  finder: LeafFinder,
  view: View,
  wanted: Wanted,
  stretch: Stretch,
): AsyncGenerator<Candidate | Later, undefined> {
  const within = ({ at }: Candidate) => at >= stretch.from && at <= stretch.to;
  const fresh = (await finder.unindexed(view))
    .flatMap(({ leaf, read }) =>
      read.state === "event" && matches(read, wanted) ? [{ leaf, at: read.facts.at }] : [],
    )
    .filter(within)
    .sort((one, other) => other.at - one.at);
  for await (const posting of fromRows(finder, view, wanted, stretch)) {
    const at = "later" in posting ? posting.later : posting.at;
    while (fresh[0] !== undefined && fresh[0].at >= at) yield* fresh.splice(0, 1);
    if ("later" in posting || within(posting)) yield posting;
    if ("later" in posting) return;
  }
  yield* fresh;
}

async function* fromRows(
  { rows }: LeafFinder,
  { indexed }: View,
  wanted: Wanted,
  stretch: Stretch,
): AsyncGenerator<Candidate | Later, undefined> {
  const way = indexed === 0 ? undefined : await planOf(rows, wanted, stretch);
  if (way === undefined) return;
  let queries = 0;
  const budget = { query: () => queries++ < mostQueries };
  const fits = mayBe(wanted, way[0]);
  for await (const posting of rowPostings(rows, partitionOf(...way), stretch, budget))
    if ("later" in posting || (posting.leaf < indexed && fits(posting))) yield posting;
}

interface Group {
  readonly leaves: readonly Candidate[];
  readonly down: number;
  readonly later: boolean;
}

async function* groupsOf(source: AsyncIterable<Candidate | Later>): AsyncGenerator<Group, undefined> {
  let leaves: Candidate[] = [];
  for await (const each of source) {
    if ("later" in each) {
      yield { leaves, down: each.later, later: true };
      return;
    }
    const last = leaves.at(-1);
    if (last !== undefined && leaves.length >= openTogether && each.at < last.at) {
      yield { leaves, down: last.at, later: false };
      leaves = [];
    }
    leaves.push(each);
  }
  yield { leaves, down: 0, later: false };
}
