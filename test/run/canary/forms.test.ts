import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs.ts";
import { searcher } from "./forms.ts";

const text = "kanarienvogel4711";
const formsIn = searcher(text);
const characters = (written: (code: number) => string) =>
  [...text].map((character) => written(character.charCodeAt(0))).join("");
const hex = Buffer.from(text).toString("hex");

/** A leak of each form, as something that leaks would write it: in the middle of other text. */
const leaks: Readonly<Record<string, (before: string, after: string) => string>> = {
  "UTF-8": (before, after) => `${before}${text}${after}`,
  "UTF-8, upper case": (before, after) => `${before}${text.toUpperCase()}${after}`,
  "JSON-escaped": (before, after) =>
    JSON.stringify(before) + characters((code) => `\\u00${code.toString(16)}`) + JSON.stringify(after),
  "JSON-escaped, digits in upper case": (before, after) =>
    before + characters((code) => `\\u00${code.toString(16).toUpperCase()}`) + after,
  "URL-encoded": (before, after) => `${before}${hex.replace(/../g, "%$&")}${after}`,
  "URL-encoded, digits in upper case": (before, after) =>
    `${before}${hex.toUpperCase().replace(/../g, "%$&")}${after}`,
  "UTF-8, URL-encoded where it must be": (before, after) => encodeURIComponent(`${before} ${text} ${after}`),
  "HTML-escaped": (before, after) => `${before}${characters((code) => `&#${code};`)}${after}`,
  "HTML-escaped, hexadecimal": (before, after) =>
    before + characters((code) => `&#x${code.toString(16)};`) + after,
  hex: (before, after) => Buffer.from(`${before}${text}${after}`).toString("hex"),
  "hex, upper case": (before, after) => Buffer.from(`${before}${text}${after}`).toString("hex").toUpperCase(),
  base64: (before, after) => Buffer.from(`${before}${text}${after}`).toString("base64"),
  base64url: (before, after) => Buffer.from(`${before}${text}${after}`).toString("base64url"),
};

describe("The searcher of the canary", () => {
  const around = fc.string({ unit: "grapheme", maxLength: 12 });

  it.each(Object.keys(leaks))("finds a planted leak: %s", (name) => {
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(formsIn(leaks[name]?.(before, after) ?? "")).toContain(name.split(",")[0]);
      }),
      { numRuns: runs(100) },
    );
  });

  it("finds base64 at all three alignments, with any bytes before and after", () => {
    const bytes = fc.uint8Array({ maxLength: 9 });
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        const leaked = Buffer.concat([before, Buffer.from(text), after]);
        expect(formsIn(leaked.toString("base64"))).toContain("base64");
        expect(formsIn(leaked.toString("base64url"))).toContain("base64url");
      }),
    );
  });

  it("finds nothing where nothing was planted", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (haystack) => {
        expect(formsIn(haystack)).toEqual([]);
      }),
    );
  });
});
