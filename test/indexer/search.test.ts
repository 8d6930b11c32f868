import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gather, matches, type OpenEvent, type Search } from "../../functions/audit/search.ts";
import type { Facts } from "../../functions/indexer/dimensions.ts";
import { indexLog } from "../../functions/indexer/index-log.ts";
import { dayOf, minute, second } from "../../functions/kernel/clock.ts";
import { type MemberId, memberId, type ProgramId, programId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { Killed } from "./memory-index.ts";
import { type SealedWorld, sealedWorld } from "./sealed-world.ts";

const members: readonly MemberId[] = Array.from({ length: 2 }, () => newId(memberId));
const programs: readonly ProgramId[] = [newId(programId), newId(programId)];
const one = <T>(values: readonly T[]) => fc.constantFrom(...values);

const event = fc.record({
  action: one(["message.read", "thread.list"]),
  outcome: one(["ok", "denied"]),
  actor: fc.option(one(members), { nil: undefined }),
  program: fc.option(one(programs), { nil: undefined }),
  requestId: one(["r1", "r2"]),
  subjects: fc.subarray([...members]),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("write"), event, late: fc.nat(50), pass: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("seal"),
      count: fc.nat(9),
      beat: fc.boolean(),
      published: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("index"), writes: fc.option(fc.nat(40)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass"), minutes: fc.nat(50) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(world: SealedWorld, each: Step): Promise<void> {
  if ("event" in each) {
    world.clock.now += each.pass;
    world.write({ ...each.event, at: world.clock.now - each.late * second });
  }
  if ("count" in each) world.seal(each.count, each);
  if ("minutes" in each) world.clock.now += each.minutes * minute;
  if ("writes" in each) {
    world.index.state.writesLeft = each.writes ?? Number.POSITIVE_INFINITY;
    await world.indexAll().catch((cause: unknown) => {
      if (!(cause instanceof Killed)) throw cause;
    });
  }
}
const steps = fc.array(step, { maxLength: 60, size: "max" });
const range = fc.tuple(fc.integer({ min: 20, max: 21 }), fc.nat(2)).map(([from, more]) => ({
  fromDay: `2026-11-${from}`,
  toDay: `2026-11-${from + more}`,
}));
const terms = {
  action: one(["message.read", "thread.list"]),
  outcome: one(["ok", "denied"]),
  actor: one(members),
  subject: one(members),
  program: one(programs),
  requestId: one(["r1", "r2"]),
};
const sought: fc.Arbitrary<Search> = fc
  .tuple(fc.record(terms), fc.subarray(Object.keys(terms), { minLength: 1, maxLength: 2 }))
  .map(([all, names]) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))));
type Days = { readonly fromDay: string; readonly toDay: string };
const isOf = (facts: Facts, search: Search, { fromDay, toDay }: Days) =>
  dayOf(facts.at) >= fromDay &&
  dayOf(facts.at) <= toDay &&
  matches(Object({ ...facts, resource: undefined }), search);
const expected = (events: readonly Facts[], search: Search, days: Days) =>
  events
    .filter((facts) => isOf(facts, search, days))
    .map(({ id }) => id)
    .sort()
    .reverse();

/** All pages of a search, with something happening between them. */
async function searched(
  world: SealedWorld,
  search: Search,
  days: Days,
  limit: number,
  between: readonly Step[],
) {
  const found: OpenEvent[] = [];
  let before: string | undefined;
  for (const happening = [...between]; ; ) {
    const page = await gather(world.log.search({ ...days, before }, search), search, limit);
    found.push(...page.events);
    before = page.position;
    if (before === undefined) return found.map(({ id }) => id as string);
    const next = happening.shift();
    if (next !== undefined) await take(world, next);
  }
}

describe("a search of the index", () => {
  it("finds exactly the events that match, each once, newest first, whatever is sealed, published and indexed, and whatever happens between its pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        sought,
        range,
        fc.integer({ min: 1, max: 7 }),
        fc.array(step, { maxLength: 8, size: "max" }),
        async (steps, search, days, limit, between) => {
          const world = sealedWorld();
          for (const each of steps) await take(world, each);
          const known = [...world.events];
          const found = await searched(world, search, days, limit, between);
          const before = new Set(known.map(({ id }) => id));
          expect(found.filter((id) => before.has(id))).toEqual(expected(known, search, days));
          expect(found).toEqual([...new Set(found)].sort().reverse());
          expect(found.filter((id) => !expected(world.events, search, days).includes(id))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
  it("counts each day's sealed events, with and without rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.constantFrom("action", "outcome", "actor", "subject", "program", "all"),
        fc.record(terms),
        range,
        async (steps, name, all, days) => {
          const world = sealedWorld();
          for (const each of steps) await take(world, each);
          const search: Search = name === "all" ? {} : Object({ [name]: Object(all)[name] });
          const { counts } = await world.log.countsByDay(days, search);
          const sealed = world.events
            .slice(0, world.sealed.count)
            .filter((facts) => isOf(facts, search, days));
          expect([...counts.values()].reduce((sum, each) => sum + each, 0)).toBe(sealed.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("the rows of the index", () => {
  it("are the same however often the indexer was killed, and after they were dropped and made again", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const world = sealedWorld();
        for (const each of steps) await take(world, each);
        world.seal(100, { beat: true });
        world.index.state.writesLeft = Number.POSITIVE_INFINITY;
        await world.indexAll();
        const made = new Map(world.index.items);
        world.index.items.clear();
        world.index.state.cursor = undefined;
        await world.indexAll();
        expect(world.index.items).toEqual(made);
      }),
      { numRuns: 100 },
    );
  });
  it("are the same when the time of a run ends within a segment", async () => {
    const world = sealedWorld();
    for (let at = 0; at < 300; at++)
      world.write({
        ...{ action: "message.read", outcome: "ok", actor: newId(memberId), program: programs[0] },
        ...{ requestId: `r${at}`, subjects: [newId(memberId)], at: world.clock.now },
      });
    world.seal(300, { beat: true });
    let ticks = 0;
    const slow = { ...world.ports, clock: () => ticks++ * 20 * second };
    for (let run = 0; run < 20; run++) await indexLog(slow);
    const made = new Map(world.index.items);
    world.index.items.clear();
    world.index.state.cursor = undefined;
    await world.indexAll();
    expect(world.index.items).toEqual(made);
    expect(ticks).toBeGreaterThan(4);
  });
});
