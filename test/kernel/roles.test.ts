import { describe, expect, it } from "vitest";
import { poolOf, purposeOf, roles } from "../../functions/kernel/roles.ts";
import { scopes } from "../../functions/kernel/route.ts";

describe("roles", () => {
  it("of patients, helpers and mentors come from the members' pool, all others from the workforce", () => {
    expect(roles.filter((role) => poolOf(role) === "members")).toEqual(["patient", "helper", "mentor"]);
    expect(roles.filter((role) => poolOf(role) === "workforce")).toEqual([
      "physician",
      "nurse",
      "staff",
      "manager",
      "officer",
      "administrator",
    ]);
  });
  it("have each a purpose of use, one of HL7's codes", () => {
    const codes = roles.map((role) => [role, purposeOf[role]]);
    expect(codes).toEqual([
      ["patient", "PATRQT"],
      ["helper", "PATRQT"],
      ["mentor", "PATRQT"],
      ["physician", "TREAT"],
      ["nurse", "TREAT"],
      ["staff", "TREAT"],
      ["manager", "HOPERAT"],
      ["officer", "HCOMPL"],
      ["administrator", "HSYSADMIN"],
    ]);
  });
});

describe("scopes", () => {
  it("of the team and the audit are never given to members", () => {
    expect(scopes).toEqual({
      "kith/community": ["members", "workforce"],
      "kith/team": ["workforce"],
      "kith/admin": ["workforce"],
      "kith/audit.read": ["workforce"],
    });
  });
});
