import { describe, expect, it } from "vitest";
import { bilingual, phoneNumber } from "../../functions/kernel/bilingual.ts";

const words = bilingual(10);
const takes = (text: unknown) => words.safeParse({ en: text, es: "sí" }).success;

describe("a text in both languages", () => {
  it.each(["a", "x".repeat(10), "é\nü\t🎈"])("may be %j, and comes back as it was", (text) => {
    expect(words.parse({ en: text, es: text })).toEqual({ en: text, es: text });
  });
  it("is kept in NFC", () => {
    expect(words.parse({ en: "Mari\u0301a", es: "x" }).en).toBe("Mar\u00eda");
  });
  it.each([
    ["empty", ""],
    ["of blanks", "   "],
    ["too long", "x".repeat(11)],
    ["with a control character", "a\u0000b"],
    ["with a control character at its end", "ab\u0007"],
    ["with half a surrogate pair", "a\ud800"],
    ["as a number", 7],
  ])("is refused %s", (_, text) => {
    expect(takes(text)).toBe(false);
  });
  it.each([{ en: "a" }, { es: "a" }, { en: "a", es: "b", fr: "c" }])("is refused as %j", (given) => {
    expect(words.safeParse(given).success).toBe(false);
  });
});

describe("a phone number", () => {
  it.each(["911", "+1 (555) 010-0100", "1".repeat(30)])("may be %j", (number) => {
    expect(phoneNumber.safeParse(number).success).toBe(true);
  });
  it.each(["11", "1".repeat(31), "call us", "555-0100 x", "x 555-0100", ""])("is refused as %j", (number) => {
    expect(phoneNumber.safeParse(number).success).toBe(false);
  });
});
