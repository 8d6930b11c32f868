import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Commit } from "../../functions/kernel/audit.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { itemsOf, toldTo } from "../edge/kit/addresses.ts";
import { type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { runs } from "../runs.ts";
import { fileOf, jobOf, look, work } from "./kit.ts";

/** How a commit goes: as it should; not at all; or so that nobody hears of it. */
type Way = "done" | "lost before" | "lost after";

/** A worker whose commits go so, one after the other; each yields to the others first. */
function stumbling({ platform }: TestTenant, ways: readonly Way[]): Pick<TestTenant, "platform"> {
  const left = [...ways];
  const commit: Commit = async (...all) => {
    const way = left.shift() ?? "done";
    await Promise.resolve();
    if (way === "lost before") throw new Problem("unavailable");
    const committed = await platform.commit(...all);
    if (way === "lost after") throw new Problem("unavailable");
    return committed;
  };
  return { platform: { ...platform, commit } };
}

const address = fc.constantFrom("ana@example.org", "bea@example.org", "cy@example.org", "dee@example.org");
const files = fc.array(fc.array(address, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });
const way = fc.constantFrom<Way[]>("done", "done", "lost before", "lost after");
/** Workers that run at the same time, and those that run after them. */
const shifts = fc.array(fc.array(fc.array(way, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), {
  maxLength: 3,
});

describe("whatever happens to the worker, and however many there are at once", () => {
  it("each row is done once, with one event, and each address is invited once", async () => {
    await fc.assert(
      fc.asyncProperty(files, shifts, async (sent, planned) => {
        const tenant = await testTenant();
        const nurse = await tenant.join("nurse", "nurse", tenant.heart);
        const jobs = [];
        for (const rows of sent) jobs.push(await jobOf(fileOf(...rows), nurse, tenant));
        for (const shift of planned)
          await Promise.allSettled(shift.map((ways) => work(stumbling(tenant, ways))));
        await work(tenant);

        const distinct = new Set(sent.flat());
        const total = sent.flat().length;
        expect(itemsOf(tenant, "JOB#", "ROW#")).toHaveLength(total);
        expect(itemsOf(tenant, "JOBS#open")).toEqual([]);
        expect(tenant.events.filter(({ action }) => action === "invitation.import-row")).toHaveLength(total);
        expect(itemsOf(tenant, "INVITATION#", "INVITATION")).toHaveLength(distinct.size);
        expect(toldTo(tenant)).toHaveLength(distinct.size);
        const seen = await Promise.all(jobs.map(async (job) => (await look(job, nurse, tenant)).body));
        expect(seen.map(({ state, done }) => [state, done])).toEqual(
          sent.map(({ length }) => ["done", length]),
        );
        expect(seen.reduce((sum, { invited }) => sum + invited, 0)).toBe(distinct.size);
      }),
      { numRuns: runs(60) },
    );
  });
});
