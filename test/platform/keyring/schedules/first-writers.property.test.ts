import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MemberId, memberId } from "../../../../functions/kernel/ids.ts";
import { runs } from "../../../runs.ts";
import { type Act, forget, play, readBy, type Schedule, schedule, turnsOf } from "./schedules.ts";
import { world } from "./world.ts";

const members = [1, 2, 3].map((number) => memberId.parse(String(number).padStart(26, "0")));

/** Somebody who is the first in a new tenant, as far as they know: keys, then a member, then something written. */
const first =
  (member: MemberId): Act =>
  async (instance, kept) => {
    await instance.rotate();
    if (!(await instance.join(member))) return;
    const written = await instance.write(member);
    if (written) kept.push(written);
  };

/** @param lawless Tables on which conditions are not looked at. */
async function holds(made: Schedule, lawless: readonly string[]): Promise<void> {
  const tenant = world(turnsOf(made.scheduler));
  for (const table of lawless) tenant.store.lawless.add(table);
  const people = members.map((member) => [tenant.instance(), first(member)] as const);
  const kept = await play(tenant, made, people);
  forget(tenant);
  for (const reader of [tenant.instance(), ...people.map(([instance]) => instance)])
    for (const member of members)
      for (const outcome of await readBy(reader, kept, member)) expect(outcome).toBe("as written");
}

describe("several who are the first in a tenant at once", () => {
  it("leave nothing that was acknowledged and does not open, whatever the order of their steps", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, (made) => holds(made, [])),
      { numRuns: runs(150) },
    );
  });

  it("would, if the keyring were written without conditions", async () => {
    const broken = await fc.check(
      fc.asyncProperty(schedule, (made) => holds(made, ["keyring"])),
      { numRuns: 300, endOnFailure: true },
    );
    expect(broken.failed).toBe(true);
  });
});
