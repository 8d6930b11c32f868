import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFile } from "../../functions/imports/file.ts";
import { runs } from "../runs.ts";

const rowsOf = (text: string) => {
  const file = readFile(text, "en");
  return file.faults ?? file.rows;
};
const fault = (pointer: string, code: string) => [{ pointer, code }];
const people = (count: number): string =>
  Array.from({ length: count }, (_, at) => `p${at}@example.org\n`).join("");

describe("a file of people", () => {
  it("names their addresses, and their languages where it does", () => {
    expect(rowsOf("email,language\nana@example.org,es\n Bea@Example.org ,\ncy@example.org,EN")).toEqual([
      { row: 2, email: "ana@example.org", language: "es" },
      { row: 3, email: "bea@example.org", language: "en" },
      { row: 4, email: "cy@example.org", language: "en" },
    ]);
  });
  it("may have its columns in any order and case, an empty one, and empty rows", () => {
    expect(rowsOf("\n;Language; EMAIL;\n;;;\n\n;es;ana@example.org;\n")).toEqual([
      { row: 5, email: "ana@example.org", language: "es" },
    ]);
  });
  it("says the same however spreadsheets write it", () => {
    const quoted = (text: string, quote: boolean) => (quote ? `"${text}"` : text);
    const person = fc.record({
      address: fc.constantFrom("ana@example.org", "BEA@example.org", "c.y@mail.example.org"),
      language: fc.constantFrom("en", "es"),
      empty: fc.boolean(),
      quote: fc.boolean(),
      end: fc.constantFrom("\r\n", "\n"),
    });
    const anything = fc.tuple(fc.array(person, { minLength: 1, maxLength: 8 }), fc.constantFrom(",", ";"));
    fc.assert(
      fc.property(anything, ([persons, delimiter]) => {
        const lines = persons.map(({ address, language, empty, quote, end }) => {
          const fields = [quoted(language, quote), quoted(address, !quote)].join(delimiter);
          return `${fields}${end}${empty ? end : ""}`;
        });
        const read = readFile(`\uFEFFLanguage${delimiter}"Email"\r\n${lines.join("")}`, "en");
        expect(read.faults).toBeUndefined();
        expect((read.faults ?? read.rows).map((row) => ({ ...row, row: 0 }))).toEqual(
          persons.map(({ address, language }) => ({ row: 0, email: address.toLowerCase(), language })),
        );
      }),
      { numRuns: runs(300) },
    );
  });
  it("has up to 500 of them", () => {
    expect(rowsOf(`email\n${people(500)}`)).toHaveLength(500);
    expect(rowsOf(`email\n${people(501)}`)).toEqual(fault("#/csv", "too-many-rows"));
  });
});

describe("a file is refused as a whole", () => {
  it.each<[string, string, string, string]>([
    ["without anything", " \n\n", "#/csv", "no-header"],
    ["without rows", "email\n\n", "#/csv", "no-rows"],
    ["without a column of addresses", "language\nes", "#/csv/1/email", "missing"],
    ["with a column that nobody knows", "email,name\nana@example.org,Ana", "#/csv/1", "unknown-column"],
    ["with a column twice", "email;Email\nana@example.org;", "#/csv/1/email", "repeated"],
    ["with a row without an address", "email,language\nana@example.org,en\n,es", "#/csv/3/email", "missing"],
    ["with a row that ends before its address", "language,email\nes", "#/csv/2/email", "missing"],
    ["with what is no address", "email\n\nana at example.org", "#/csv/3/email", "wrong-form"],
    ["with another language", "email,language\nana@example.org,de", "#/csv/2/language", "not-one-of"],
    ["with more fields than columns", "email\nana@example.org,bea@example.org", "#/csv/2", "too-many-fields"],
    ["when it is no table", 'email\n"ana@example.org', "#/csv/2", "malformed"],
  ])("%s", (_, text, pointer, code) => {
    expect(rowsOf(text)).toEqual(fault(pointer, code));
  });

  it("with every place that is wrong, and nothing of what stands there", () => {
    expect(rowsOf("email,language\nsecret,secret\nana@example.org,en,secret")).toEqual([
      { pointer: "#/csv/2/email", code: "wrong-form" },
      { pointer: "#/csv/2/language", code: "not-one-of" },
      { pointer: "#/csv/3", code: "too-many-fields" },
    ]);
    expect(rowsOf("secret,email,more\nana@example.org")).toEqual(fault("#/csv/1", "unknown-column"));
  });

  it("or read, whatever it holds; its faults point to numbers and columns alone", () => {
    const pointer = /^#\/csv(?:\/\d+(?:\/(?:email|language))?)?$/;
    const texts = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("utf8")),
      fc.string({ unit: fc.constantFrom(...'email,;\n"@.org '), maxLength: 60 }),
      fc.string({ unit: "binary" }).map((text) => `email\n${text}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { faults = [] } = readFile(text, "es");
        expect(faults.filter((one) => !pointer.test(one.pointer))).toEqual([]);
      }),
      { numRuns: runs(1_000) },
    );
  });
});
