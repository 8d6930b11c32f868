import { describe, expect, it } from "vitest";
import { authorise } from "../../functions/edge/authorise.ts";
import type { Action } from "../../functions/kernel/actions.ts";
import { programId, spaceId } from "../../functions/kernel/ids.ts";
import type { Route } from "../../functions/kernel/route.ts";
import { callerWith, membershipIn } from "./kit/callers.ts";
import { newId } from "./kit/memory-platform.ts";

const route = (action: Action): Route => ({
  method: "GET",
  path: "/v1/own",
  summary: "",
  scope: "kith/community",
  action,
  grants: {},
  answers: {},
});
const heart = newId(programId);
const [inside, outside] = [newId(spaceId), newId(spaceId)];
const placeOf = (space = inside) => ({ programId: heart, spaceId: space });

describe("a right that reaches the tenant", () => {
  it("is an officer's", () => {
    const officer = callerWith({ role: "officer", tenantRole: "officer" });
    expect(authorise(route("audit.read-events"), officer, {})).toBeUndefined();
  });
  it("is not theirs who joined as an officer and are none any more", () => {
    const former = callerWith({ role: "officer", tenantRole: undefined });
    expect(authorise(route("audit.read-events"), former, {})).toBe("not-allowed");
  });
  it("is nobody's who signed in at the members' pool", () => {
    const { identity } = callerWith({ role: "patient" });
    const officer = callerWith({ role: "officer", tenantRole: "officer", identity });
    expect(authorise(route("audit.read-events"), officer, {})).toBe("not-allowed");
  });
});

describe("a right that reaches a program", () => {
  it("is a nurse's in the program", () => {
    const nurse = callerWith({ membership: membershipIn(heart, "nurse") });
    expect(authorise(route("message.read"), nurse, placeOf(outside))).toBeUndefined();
  });
  it("is not theirs who belong to no program, though no program is named", () => {
    expect(authorise(route("invitation.create"), callerWith({ role: "nurse" }), {})).toBe("not-found");
  });
});

describe("a right that reaches spaces", () => {
  const patient = callerWith({ membership: membershipIn(heart, "patient", { spaces: [inside] }) });
  it("reaches the member's own", () => {
    expect(authorise(route("message.read"), patient, placeOf())).toBeUndefined();
  });
  it.each([
    ["another space", patient, placeOf(outside)],
    ["a space of nowhere, to who belongs nowhere", callerWith({ role: "patient" }), { spaceId: inside }],
    ["a helper without membership", callerWith({ role: "helper" }), { spaceId: inside }],
  ])("does not reach %s", (_, caller, params) => {
    expect(authorise(route("message.read"), caller, params)).toBe("not-found");
  });
});

describe("a right that reaches as far as a patient let a helper", () => {
  const helperWith = (scope: readonly string[]) =>
    callerWith({ membership: membershipIn(heart, "helper", { scope, spaces: [inside] }) });
  it("is a helper's in the program where no space is named", () => {
    expect(
      authorise(route("program.read"), helperWith(["program.read"]), { programId: heart }),
    ).toBeUndefined();
  });
  it("is said to be missing where the helper knows of the place", () => {
    expect(authorise(route("program.read"), helperWith([]), { programId: heart })).toBe("not-allowed");
  });
  it("does not reach another space", () => {
    const helper = helperWith(["message.read"]);
    expect(authorise(route("message.read"), helper, placeOf())).toBeUndefined();
    expect(authorise(route("message.read"), helper, placeOf(outside))).toBe("not-found");
  });
});

describe("what a role may not do", () => {
  it("is said where nothing is betrayed", () => {
    expect(authorise(route("audit.read-events"), callerWith({ role: "nurse" }), {})).toBe("not-allowed");
  });
  it("looks like a thing that does not exist where a space is named", () => {
    const nurse = callerWith({ membership: membershipIn(heart, "nurse") });
    expect(authorise(route("audit.read-events"), nurse, placeOf())).toBe("not-found");
  });
  it.each(["patient", "nurse"] as const)("is all for who has no role and signed in as a %s does", (role) => {
    const nobody = { ...callerWith({ role }), role: undefined };
    expect(authorise(route("member.read-self"), nobody, {})).toBe("not-allowed");
  });
});

describe("who is no member", () => {
  const stranger = { ...callerWith(), member: undefined, memberState: "none" as const, role: undefined };
  it("may do what is open to anyone", () => {
    expect(authorise(route("invitation.accept"), stranger, {})).toBeUndefined();
  });
  it.each(["member.read-self", "message.read", "audit.read-events"] as const)("may not do %s", (action) => {
    expect(authorise(route(action), stranger, {})).toBe("not-a-member");
  });
});
