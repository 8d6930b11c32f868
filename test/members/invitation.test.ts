import { describe, expect, it } from "vitest";
import { type Role, roles } from "../../functions/kernel/roles.ts";
import { type Acceptable, mayAccept, normalCode } from "../../functions/members/invitation.ts";

const open: Acceptable = { state: "open", role: "patient", expires: 1_000 };
const refused = "invitation-refused";

describe("an invitation", () => {
  it("is accepted while it is open, until just before it ends", () => {
    expect(mayAccept(open, "members", 999)).toBeUndefined();
  });
  it("is refused from the millisecond at which it ends", () => {
    expect(mayAccept(open, "members", 1_000)).toBe(refused);
  });
  it("is refused when it was used", () => {
    expect(mayAccept({ ...open, state: "used" }, "members", 0)).toBe(refused);
  });
  it("is refused alike when there is none", () => {
    expect(mayAccept(undefined, "members", 0)).toBe(refused);
  });
  it.each(roles)("for a %s is accepted from one pool alone", (role: Role) => {
    const answers = (["members", "workforce"] as const).map((pool) => mayAccept({ ...open, role }, pool, 0));
    expect(answers.toSorted()).toEqual([refused, undefined]);
  });
  it("for a patient is refused from the workforce", () => {
    expect(mayAccept(open, "workforce", 0)).toBe(refused);
  });
});

describe("a code as a person types it", () => {
  it.each(["01AB0-CDE1F", " 01ab0 cde1f ", "O1ABO-CDEIF", "oLabo-cdelf", "0i\tab0\u00a0cde1f"])(
    "%j is the one that was made",
    (typed) => {
      expect(normalCode(typed)).toBe("01AB0CDE1F");
    },
  );
});
