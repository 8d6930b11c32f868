import { describe, expect, it } from "vitest";
import { programId, spaceId } from "../../functions/kernel/ids.ts";
import { careTeamRoles, tenantRoles } from "../../functions/kernel/roles.ts";
import { faultsIn } from "../../functions/programs/staff-inviting.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const [program, space] = [newId(programId), newId(spaceId)];
const pointers = (asked: Parameters<typeof faultsIn>[0]) =>
  faultsIn(asked).map(({ pointer, code }) => `${pointer} ${code}`);

describe("an invitation of staff", () => {
  it.each([...careTeamRoles, "manager"] as const)("as %s leads into a program", (role) => {
    expect(pointers({ role, programId: program, spaceIds: [space] })).toEqual([]);
    expect(pointers({ role, programId: program })).toEqual([]);
    expect(pointers({ role })).toEqual(["#/programId needed-for-this-role"]);
  });
  it.each(tenantRoles)("as %s leads into no program", (role) => {
    expect(pointers({ role })).toEqual([]);
    expect(pointers({ role, programId: program, spaceIds: [] })).toEqual([
      "#/programId not-for-this-role",
      "#/spaceIds not-for-this-role",
    ]);
  });
});
