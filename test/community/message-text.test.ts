import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJSONSchema } from "zod/v4/core";
import { messageText } from "../../functions/community/words.ts";
import { runs } from "../runs.ts";

const text = (value: unknown) => messageText.safeParse(value);
const promised = new Ajv2020().compile<string>(toJSONSchema(messageText, { io: "input" }));

describe("a message's text", () => {
  it.each([
    "hello",
    "two\nlines\tand a tab",
    " kept ",
    "👩‍👩‍👧 مرحبا",
    "'; DROP TABLE --",
    "\\u0000 in letters",
  ])("may be %j, and stays as it is", (value) => {
    expect(text(value).data).toBe(value);
  });
  it("is kept in NFC", () => {
    expect(text("Mari\u0301a").data).toBe("Mar\u00eda");
  });
  it.each([
    ["empty", ""],
    ["of blanks", " \n\t\u00a0\u2003"],
    ["with a NUL", "a\u0000b"],
    ["with an escape", "a\u001bb"],
    ["with a carriage return", "a\r\nb"],
    ["with a control character of Latin-1", "a\u0085b"],
    ["with half a surrogate pair", "a\ud83d"],
    ["as a number", 7],
    ["as nothing", undefined],
  ])("is refused %s", (_, value) => {
    expect(text(value).success).toBe(false);
  });
  it.each([
    ["of letters", "x"],
    ["beyond the first plane", "🎈"],
  ])("may have 10,000 characters %s, and not one more", (_, character) => {
    expect(text(character.repeat(10_000)).success).toBe(true);
    expect(text(character.repeat(10_001)).success).toBe(false);
  });
  it("is taken wherever the contract takes it, and refused wherever it refuses", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", size: "medium" }).map((value) => value.normalize()),
        (value) => {
          expect(text(value).success).toBe(promised(value));
        },
      ),
      { numRuns: runs(500) },
    );
    expect([promised("🎈".repeat(10_000)), promised("🎈".repeat(10_001))]).toEqual([true, false]);
  });
});
