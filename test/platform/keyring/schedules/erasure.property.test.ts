import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../runs.ts";
import { maria } from "../tenant.ts";
import { isErased, type Players, playErasure, players } from "./play-erasure.ts";
import { forget, type Schedule, schedule, writtenAfterClosing } from "./schedules.ts";

async function holds(made: Schedule, named: Players, lawless: readonly string[]): Promise<void> {
  const { tenant, warm, kept } = await playErasure(made, named, { lawless });
  await isErased(tenant, kept, [tenant.instance()]);
  forget(tenant);
  await isErased(tenant, kept, [warm, tenant.instance()]);
  expect(writtenAfterClosing(tenant, maria, kept)).toEqual([]);
  await expect(tenant.instance().write(maria)).rejects.toMatchObject({ code: "not-allowed" });
}

describe("an erasure among re-wrapping, new branch keys and writes by others", () => {
  it("lets nothing open that was erased, loses nothing else, and nothing is acknowledged after it", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, players, (made, named) => holds(made, named, [])),
      { numRuns: runs(150) },
    );
  });

  it.each([
    ["a key that is re-wrapped would come back", "keyring", ["branch, then rewrap maria", "erase maria"]],
    ["what staff write would be lost", "community", ["write about maria", "write about maria"]],
  ])("without conditions %s", async (_, lawless, named) => {
    const both = named.map((act) => ({ act, warm: true }));
    const broken = await fc.check(
      fc.asyncProperty(schedule, (made) => holds(made, both, [lawless])),
      { numRuns: 500, endOnFailure: true },
    );
    expect(broken.failed).toBe(true);
  });
});
