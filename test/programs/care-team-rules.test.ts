import { describe, expect, it } from "vitest";
import { memberId } from "../../functions/kernel/ids.ts";
import { programRoles } from "../../functions/kernel/roles.ts";
import { isTeamRole, mayAssign, mayRelease, teamRoles } from "../../functions/programs/care-team.ts";
import { newId } from "../edge/kit/memory-platform.ts";

describe("adding to a care team", () => {
  it("is for who is not in the program, or was and left", () => {
    expect(mayAssign({ state: "active" }, undefined)).toBeUndefined();
    expect(mayAssign({ state: "active" }, { state: "left" })).toBeUndefined();
  });
  it.each(["active", "suspended"])("is refused for who is in the program, %s", (state) => {
    expect(mayAssign({ state: "active" }, { state })).toBe("already-joined");
  });
  it("looks the same for who is suspended as for an address that nobody has", () => {
    expect(mayAssign(undefined, undefined)).toBe("person-unknown");
    expect(mayAssign({ state: "suspended" }, undefined)).toBe("person-unknown");
  });
});

describe("taking off a care team", () => {
  const [grace, ruth] = [newId(memberId), newId(memberId)];
  it.each(teamRoles)("is for a colleague who is %s", (role) => {
    expect(mayRelease(grace, { member: ruth, role })).toBeUndefined();
  });
  it("is refused for oneself", () => {
    expect(mayRelease(grace, { member: grace, role: "manager" })).toBe("not-allowed");
  });
  it.each(["patient", "helper", "mentor"] as const)("finds nobody behind the alias of a %s", (role) => {
    expect(mayRelease(grace, { member: ruth, role })).toBe("not-found");
  });
  it("finds nobody behind an alias that is none", () => {
    expect(mayRelease(grace, undefined)).toBe("not-found");
  });
});

it("the care team are those who work for the health system", () => {
  expect(programRoles.filter(isTeamRole)).toEqual(["physician", "nurse", "staff", "manager"]);
});
