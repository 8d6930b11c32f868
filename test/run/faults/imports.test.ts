import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { sendFile, workOff } from "../kit/imports.ts";
import { itemsUnder } from "../kit/stored.ts";
import { physicalName, textOf } from "../kit/tables.ts";
import { newestEvents } from "../kit/trail.ts";
import { runWorker } from "../kit/workers.ts";
import { place, tenantControl } from "../tenant.ts";

const { programId, spaceId } = place("heart-failure", "daily-life");
const at = { programId, spaceId };

/** What meets the worker's transactions, from the `after`th one on; a run that never gets through is as one that was killed. */
const misfortune = fc.record({
  kind: fc.constantFrom("cut" as const, "cut-after" as const, "throttle" as const, "unavailable" as const),
  times: fc.integer({ min: 1, max: 12 }),
});
/** Runs at the same time, after which the function starts anew. */
const shift = fc.record({
  met: fc.array(misfortune, { maxLength: 2 }),
  workers: fc.integer({ min: 1, max: 3 }),
  conflicts: fc.double({ min: 0, max: 0.5, noNaN: true }),
  seed: fc.nat(1_000),
});

beforeAll(() => runWorker("Jobs"));
afterEach(() => tenantControl.clearFaults());

describe("A file under conflicts, cut connections and several workers at once", () => {
  it("has every row done once, each with one event, and invites each person once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }),
        fc.array(shift, { minLength: 1, maxLength: 2 }),
        async (people, planned) => {
          const run = randomUUID().slice(0, 8);
          const file = people.map((person) => `p${person}-${run}@example.org`);
          const accounts = (await itemsUnder("community", "OUTBOX#", "TASK#")).length;
          const jobId = await sendFile("grace", at, ["email", ...file].join("\n"));
          for (const { met, workers, conflicts, seed } of planned) {
            await tenantControl.conflicts(conflicts, seed);
            for (const fault of met)
              await tenantControl.addFault({
                service: "dynamodb",
                operation: "TransactWriteItems",
                resource: physicalName("audit"),
                ...fault,
              });
            await Promise.all(Array.from({ length: workers }, () => runWorker("Jobs")));
            await tenantControl.clearFaults();
            await tenantControl.restart("Jobs");
          }
          const progress = await workOff("grace", at, jobId);

          const distinct = new Set(file).size;
          expect(progress).toMatchObject({ done: file.length, invited: distinct });
          expect(progress.rows.map(({ email }) => email)).toEqual(file);
          const rows = await itemsUnder("community", `JOB#${jobId}`, "ROW#");
          const made = rows.map((item) => textOf(item, "invitation")).filter((id) => id !== "");
          expect([rows.length, new Set(made).size]).toEqual([file.length, distinct]);
          expect((await itemsUnder("community", "OUTBOX#", "TASK#")).length).toBe(accounts + distinct);
          const events = await newestEvents("invitation.import-row", file.length);
          expect(events.map(({ resource }) => resource).toSorted()).toEqual(
            [...made, ...Array(file.length - distinct).fill(jobId)].toSorted(),
          );
        },
      ),
      { numRuns: 12, seed: 20_261_122, endOnFailure: true },
    );
    // The worker was really kept from its work now and then.
    const failures = (await tenantControl.functionLogs()).filter(({ message }) =>
      message.includes('"operation":"jobs"'),
    );
    expect(failures.length).toBeGreaterThan(0);
  });
});
