import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCode } from "../../functions/members/invitation.ts";
import { invitationCode } from "../../functions/members/joining-routes.ts";

describe("an invitation's code", () => {
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const code = fc.string({ unit: fc.constantFrom(...symbols), minLength: 10, maxLength: 10 });
  it("is taken however it is written down", () => {
    fc.assert(
      fc.property(code, fc.constantFrom(" ", "-", ""), (made, between) => {
        const typed = `${made.slice(0, 5)}${between}${made.slice(5)}`.toLowerCase();
        expect(normalCode(invitationCode.parse(typed))).toBe(made);
      }),
    );
  });
  it("is taken with the letters that are read for digits", () => {
    expect(normalCode(invitationCode.parse("oOiIl-L2345"))).toBe("0011112345");
  });
  it.each(["012345678", "0123456789A", "U123456789", "0123456789!", "é123456789", "", "-".repeat(20)])(
    "is refused as %j",
    (typed) => {
      expect(invitationCode.safeParse(typed).success).toBe(false);
    },
  );
  it("is refused when it is drawn out", () => {
    expect(invitationCode.safeParse(`0123456789${" ".repeat(11)}`).success).toBe(false);
  });
});
