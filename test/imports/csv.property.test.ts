import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRecord, readCsv } from "../../functions/imports/csv.ts";
import { runs } from "../runs.ts";

/** Another implementation with the same freedoms. @returns undefined for what it refuses. */
function byOthers(text: string): readonly CsvRecord[] | undefined {
  try {
    const rows: readonly (readonly string[])[] = parse(text, {
      bom: true,
      delimiter: [",", ";"],
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
    });
    return rows
      .map((fields, at) => ({ row: at + 1, fields: fields.map((value) => value.trim()) }))
      .filter(({ fields }) => fields.some((value) => value !== ""));
  } catch {
    return undefined;
  }
}

/** What a table is made of: fields, with how each is written and what stands around and behind it. */
const value = fc
  .string({ unit: fc.constantFrom(..."ab@.ñ ,;\"'\n"), maxLength: 8 })
  .map((text) => text.trim());
const around = fc.constantFrom("", " ", "\t ");
const end = fc.constantFrom("\r\n", "\n", "\r");
const delimiter = fc.constantFrom(",", ";");
const needsQuotes = (text: string): boolean => /[",;\n]/.test(text);
const written = (text: string, quoted: boolean): string =>
  quoted || needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
const field = fc.record({ text: value, quoted: fc.boolean(), before: around, behind: around, delimiter });
const line = fc.record({ fields: fc.array(field, { minLength: 1, maxLength: 4 }), end });
type Line = typeof line extends fc.Arbitrary<infer L> ? L : never;

function textOf({ fields, end: ending }: Line): string {
  const parts = fields.map(
    ({ text, quoted, before, behind, delimiter: next }, at) =>
      `${before}${written(text, quoted)}${behind}${at + 1 < fields.length ? next : ""}`,
  );
  return parts.join("") + ending;
}
/** An end of line in two characters is one end, not that of an empty line behind another. */
const joinEnds = (texts: readonly string[]): boolean =>
  texts.some((text, at) => text.endsWith("\r") && texts[at + 1]?.startsWith("\n"));

describe("a file of comma-separated values", () => {
  it("says the same with any quotes, delimiters, blanks, ends of lines and byte order mark", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.boolean(), (lines, marked) => {
        const texts = lines.map(textOf);
        fc.pre(!joinEnds(texts));
        const records = lines
          .map(({ fields }, at) => ({ row: at + 1, fields: fields.map(({ text }) => text) }))
          .filter(({ fields }) => fields.some((text) => text !== ""));
        const text = `${marked ? "\uFEFF" : ""}${texts.join("")}`;
        expect(readCsv(text)).toEqual({ state: "read", records });
      }),
      { numRuns: runs(1_000) },
    );
  });

  it("has its byte order mark in front, and a character of that number anywhere else", () => {
    const records = [{ row: 1, fields: ["a\uFEFFb"] }];
    expect(readCsv("a\uFEFFb")).toEqual({ state: "read", records });
    expect(readCsv("\uFEFFa\uFEFFb")).toEqual({ state: "read", records });
  });

  it("is read, and refused, as another implementation does", () => {
    const anything = fc.string({ unit: fc.constantFrom(...'ab"",;\n\r'), maxLength: 14 });
    fc.assert(
      fc.property(anything, (text) => {
        const [ours, others] = [readCsv(text), byOthers(text)];
        expect(ours.state === "read" ? ours.records : undefined).toEqual(others);
      }),
      { numRuns: runs(3_000) },
    );
  });

  it("of any bytes is read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(["read", "malformed"]).toContain(readCsv(Buffer.from(bytes).toString("utf8")).state);
      }),
      { numRuns: runs(500) },
    );
  });

  it.each([
    ["a quote that is not closed", 'email\n\n"ana@example.org\nbea@example.org', 3],
    ["something behind a closing quote", 'email\n"ana"@example.org', 2],
    ["a quote within a field", 'ema"il', 1],
  ])("is refused where it ceases to be a table: %s", (_, text, row) => {
    expect(readCsv(text)).toEqual({ state: "malformed", row });
  });

  it.each([
    ["blanks before an open quote", `${" ".repeat(60_000)}"x`],
    ["an open quote before quotes", `"${'""'.repeat(30_000)}`],
    ["blanks behind quotes", `"x"${" ".repeat(60_000)}y`],
  ])("does not take long to refuse: %s", (_, text) => {
    expect(readCsv(text)).toEqual({ state: "malformed", row: 1 });
  });
});
