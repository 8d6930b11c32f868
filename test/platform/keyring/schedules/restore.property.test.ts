import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../runs.ts";
import type { Wire } from "../../audit/conditions.ts";
import { maria } from "../tenant.ts";
import { isErased, type Players, playErasure, players } from "./play-erasure.ts";
import { forget, type Schedule, schedule } from "./schedules.ts";
import type { Kept, World } from "./world.ts";

/** What was copied of the tables, after so many steps of the schedule. */
interface Copy {
  readonly steps: number;
  /** Which tables come back. */
  readonly tables: readonly string[];
}
const copy: fc.Arbitrary<Copy> = fc.record({
  steps: fc.nat(40),
  tables: fc.constantFrom(["keyring"], ["community"], ["keyring", "community"]),
});

const tableOf = (name: string): string => name.split(" ")[0] ?? "";

/** Puts tables back to what they were. What is not in them any more was written after the copy. */
function putBack({ store }: World, { tables }: Copy, copied: ReadonlyMap<string, Wire>): void {
  for (const name of [...store.tables.keys()]) if (tables.includes(tableOf(name))) store.tables.delete(name);
  for (const [name, item] of copied) if (tables.includes(tableOf(name))) store.tables.set(name, item);
}

const isThere =
  ({ store }: World) =>
  ({ place: { table, pk, sk } }: Kept): boolean =>
    store.tables.has(`${table} ${pk} ${sk}`);

/** Plays, restores to a moment of the play, and takes the given step before anybody uses the tables. */
async function playAndRestore(made: Schedule, named: Players, asked: Copy) {
  let copied: ReadonlyMap<string, Wire> = new Map();
  const beside = (tenant: World) => async () => {
    copied = new Map(tenant.store.tables);
    for (let step = 0; step < asked.steps; step++) {
      await made.scheduler.schedule(Promise.resolve(), "waiting for the copy");
      copied = new Map(tenant.store.tables);
    }
  };
  const played = await playErasure(made, named, { beside });
  forget(played.tenant);
  putBack(played.tenant, asked, copied);
  return { ...played, kept: played.kept.filter(isThere(played.tenant)) };
}

describe("tables that were restored from before an erasure", () => {
  it("let nothing open that was erased once they are reconciled, and everything else that was in them", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, players, copy, async (made, named, asked) => {
        const { tenant, kept } = await playAndRestore(made, named, asked);
        const report = await tenant.instance().reconcile();
        expect(report.members).toEqual([maria]);
        await isErased(tenant, kept, [tenant.instance()]);
        await expect(tenant.instance().write(maria)).rejects.toMatchObject({ code: "not-allowed" });
        expect(tenant.stateOf(maria)).toBe("leaving");
        expect(await tenant.instance().reconcile()).toEqual({ ...report, erased: 0 });
      }),
      { numRuns: runs(150) },
    );
  });

  it("are whole after a reconcile step that was interrupted and begun again", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, players, copy, async (made, named, asked) => {
        const { tenant, kept } = await playAndRestore(made, named, asked);
        tenant.store.plan.push("request lost", "request lost", "request lost", ...made.plan);
        await tenant
          .instance()
          .reconcile()
          .catch(() => undefined);
        tenant.store.plan.length = 0;
        await tenant.instance().reconcile();
        await isErased(tenant, kept, [tenant.instance()]);
      }),
      { numRuns: runs(50) },
    );
  });

  it("would let erased content open, and be written for, without that step", async () => {
    const both = await fc.check(
      fc.asyncProperty(schedule, players, copy, async (made, named, asked) => {
        const { tenant, kept } = await playAndRestore(made, named, asked);
        await isErased(tenant, kept, [tenant.instance()]);
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(both.failed).toBe(true);
  });
});
