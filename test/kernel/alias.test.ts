import { describe, expect, it } from "vitest";
import { aliasText } from "../../functions/kernel/alias.ts";

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
