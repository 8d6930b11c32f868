import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hour, minute } from "../../functions/kernel/clock.ts";
import { ownLeafIn } from "../../functions/sealer/own-leaf.ts";
import { entriesOf, objectionsTo } from "./invariants.ts";
import { drain, start, type World, worldOf } from "./world.ts";

/** What the sealer has written itself, oldest first. */
async function ownTypes(world: World): Promise<readonly string[]> {
  const entries = (await entriesOf(world, world.head.now()?.size ?? 0)) ?? [];
  return entries.flatMap((entry) => ownLeafIn(entry)?.type ?? []);
}

describe("Clocks that are wrong", () => {
  it("by up to an hour, of functions and of the sealer, lose nothing and contradict nothing signed", async () => {
    const skew = fc.integer({ min: -hour, max: hour });
    const turn = fc.record({ jump: skew, lags: fc.array(skew, { maxLength: 5 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000),
        fc.array(turn, { minLength: 1, maxLength: 12 }),
        async (seed, turns) => {
          const world = worldOf(seed);
          for (const { jump, lags } of turns) {
            world.now += jump;
            for (const lag of lags) world.event(lag);
            await drain(world);
          }
          expect(await objectionsTo(world)).toEqual([]);
          expect(world.alarms.filter((what) => what !== "sealing-late")).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("that jump back by an hour bring a heartbeat at once, and sealing goes on", async () => {
    const world = worldOf();
    world.event();
    await drain(world);
    world.now -= hour;
    world.event();
    await drain(world);
    expect(await ownTypes(world)).toEqual(["gen", "hb"]);
    expect(await objectionsTo(world)).toEqual([]);
  });

  it("never take back until when everything is sealed", async () => {
    const world = worldOf();
    world.event();
    world.now += 10 * minute;
    await drain(world);
    const mark = world.head.now()?.mark ?? 0;
    expect(mark).toBeGreaterThan(start);
    world.now -= hour;
    world.event();
    await drain(world);
    expect(world.head.now()?.mark).toBeGreaterThanOrEqual(mark);
  });
});

describe("The heartbeat", () => {
  it("comes once an hour when nothing happens, and not before", async () => {
    const world = worldOf();
    await drain(world);
    world.now += hour - 1;
    await drain(world);
    expect(await ownTypes(world)).toEqual(["gen"]);
    world.now += 1;
    await drain(world);
    expect(await ownTypes(world)).toEqual(["gen", "hb"]);
  });
});

describe("Sealing that is late", () => {
  it.each([
    [5, [], ["gen"]],
    [6, ["sealing-late"], ["gen"]],
    [15, ["sealing-late"], ["gen"]],
    [16, ["sealing-late"], ["gen", "viol"]],
  ])("by %d minutes raises %j, and the log has %j", async (minutes, alarms, types) => {
    const world = worldOf();
    await drain(world);
    world.event();
    world.now += minutes * minute;
    await drain(world);
    expect([world.alarms, await ownTypes(world)]).toEqual([alarms, types]);
  });
});
