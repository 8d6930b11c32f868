import { describe, expect, it } from "vitest";
import { memberId } from "../../functions/kernel/ids.ts";
import { programRoles } from "../../functions/kernel/roles.ts";
import { mayInProgram, mayInTenant } from "../../functions/programs/suspension.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const [self, other] = [newId(memberId), newId(memberId)];
const nurse = { member: other, role: "nurse", state: "active" } as const;
const suspended = { ...nurse, state: "suspended" } as const;

describe("in a program", () => {
  it.each(programRoles.filter((role) => role !== "manager"))("a manager may suspend a %s", (role) => {
    expect(mayInProgram("suspend", self, { ...nurse, role })).toBeUndefined();
  });
  it("may reactivate who is suspended", () => {
    expect(mayInProgram("reactivate", self, suspended)).toBeUndefined();
  });
  it("is refused another manager, and themselves", () => {
    expect(mayInProgram("suspend", self, { ...nurse, role: "manager" })).toBe("not-allowed");
    expect(mayInProgram("suspend", self, { ...nurse, member: self })).toBe("not-allowed");
    expect(mayInProgram("reactivate", self, { ...suspended, role: "manager" })).toBe("not-allowed");
  });
  it("finds nobody who has left, or never was there", () => {
    expect(mayInProgram("suspend", self, { ...nurse, state: "left" })).toBe("not-found");
    expect(mayInProgram("reactivate", self, { ...nurse, state: "left" })).toBe("not-found");
    expect(mayInProgram("suspend", self, undefined)).toBe("not-found");
  });
  it("is told when it is so already", () => {
    expect(mayInProgram("suspend", self, suspended)).toBe("already-so");
    expect(mayInProgram("reactivate", self, nurse)).toBe("already-so");
  });
});

describe("in the tenant", () => {
  it("an administrator may suspend and reactivate anybody else", () => {
    expect(mayInTenant("suspend", self, nurse)).toBeUndefined();
    expect(mayInTenant("reactivate", self, suspended)).toBeUndefined();
  });
  it("is refused themselves, so one administrator stays", () => {
    expect(mayInTenant("suspend", self, { ...nurse, member: self })).toBe("not-allowed");
  });
  it("finds nobody who is not there", () => {
    expect(mayInTenant("suspend", self, undefined)).toBe("not-found");
  });
  it("is told when it is so already", () => {
    expect(mayInTenant("suspend", self, suspended)).toBe("already-so");
    expect(mayInTenant("reactivate", self, nurse)).toBe("already-so");
  });
});
