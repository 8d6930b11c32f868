import { describe, expect, it } from "vitest";
import { spaceId } from "../../functions/kernel/ids.ts";
import { careTeamRoles, programRoles, roles } from "../../functions/kernel/roles.ts";
import { areOf, mayInvite } from "../../functions/programs/inviting.ts";
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
