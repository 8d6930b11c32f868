import { describe, expect, it } from "vitest";
import { spaceId } from "../../functions/kernel/ids.ts";
import { careTeamRoles, programRoles, roles } from "../../functions/kernel/roles.ts";
import { areOf, mayInvite, mayInviteAgain } from "../../functions/programs/inviting.ts";
import { newId } from "../edge/kit/memory-platform.ts";

describe("inviting", () => {
  it.each(careTeamRoles)("a patient is for the %s", (role) => {
    expect(mayInvite(role, "patient")).toBeUndefined();
  });
  it.each(programRoles.filter((role) => role !== "helper"))("a %s is for the manager", (role) => {
    expect(mayInvite("manager", role)).toBeUndefined();
  });
  it.each(careTeamRoles)("anyone but a patient is refused to the %s", (role) => {
    const others = programRoles.filter((invited) => invited !== "patient");
    expect(others.map((invited) => mayInvite(role, invited))).toEqual(others.map(() => "not-allowed"));
  });
  it.each([...roles, undefined])("a helper is refused to %s", (role) => {
    expect(mayInvite(role, "helper")).toBe("not-allowed");
  });
  it.each(["patient", "helper", "mentor", "officer", "administrator", undefined] as const)(
    "anyone is refused to %s",
    (role) => {
      expect(programRoles.map((invited) => mayInvite(role, invited))).toEqual(
        programRoles.map(() => "not-allowed"),
      );
    },
  );
});

describe("the spaces of an invitation", () => {
  const [first, second] = [newId(spaceId), newId(spaceId)];
  it("are spaces of the program", () => {
    expect(areOf([first, second], [second])).toBeUndefined();
  });
  it("are refused when one of them is not", () => {
    expect(areOf([first], [first, second])).toBe("not-found");
  });
});

describe("somebody who was invited before", () => {
  const [first, second] = [newId(spaceId), newId(spaceId)];
  const asked = { role: "patient", spaces: [first, second] } as const;
  const again = (open: Parameters<typeof mayInviteAgain>[0]["open"], joined = false) =>
    mayInviteAgain({ joined, open }, asked);

  it("is invited when no invitation is open", () => {
    expect(again(undefined)).toBeUndefined();
  });
  it("gets the same invitation again, in whatever order its spaces are named", () => {
    expect(again(asked)).toBeUndefined();
    expect(again({ ...asked, spaces: [second, first] })).toBeUndefined();
  });
  it.each([
    ["into fewer spaces", { ...asked, spaces: [first] }],
    ["into more spaces", { ...asked, spaces: [first, second, newId(spaceId)] }],
    ["into other spaces", { ...asked, spaces: [newId(spaceId), newId(spaceId)] }],
    ["in another role", { ...asked, role: "mentor" }],
  ] as const)("is refused an invitation when the open one is %s", (_, open) => {
    expect(again(open)).toBe("already-invited");
  });
  it("needs none when they have joined", () => {
    expect(again(asked, true)).toBe("already-joined");
    expect(again(undefined, true)).toBe("already-joined");
  });
});
