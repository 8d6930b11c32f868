import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCode } from "../../functions/members/invitation.ts";
import { aliasText, invitationCode } from "../../functions/members/joining-routes.ts";

const alias = (text: unknown) => aliasText.safeParse(text);

describe("an alias", () => {
  it.each(["Jo", "María José", "李 雷", "Ole 🎈", "x".repeat(40)])("may be %j", (text) => {
    expect(alias(text).data).toBe(text);
  });
  it("is kept in NFC and without blanks around it", () => {
    expect(alias("  Mari\u0301a ").data).toBe("Mar\u00eda");
  });
  it.each([
    ["of one character", "J"],
    ["of 41", "x".repeat(41)],
    ["of blanks", "     "],
    ["empty", ""],
    ["over two lines", "Jo\nAnn"],
    ["over two lines of Unicode's", "Jo\u2028Ann"],
    ["with a tab", "Jo\tAnn"],
    ["with a control character", "Jo\u0000Ann"],
    ["written backwards by a hidden mark", "Jo\u202eAnn"],
    ["with an invisible mark", "Jo\u200bAnn"],
    ["with half a surrogate pair", "Jo\ud800"],
    ["as a number", 12],
  ])("is refused %s", (_, text) => {
    expect(alias(text).success).toBe(false);
  });
});

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
