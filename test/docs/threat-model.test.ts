import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/threat-model.md", "utf8");
const section = page.split("## What shows that it holds")[1]?.split("\n## ")[0] ?? "";
const rows = section.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| threat |"));
const threats = rows.filter((line) => !line.startsWith("| ---"));

/** The tests of a row: each title belongs to the file before it. */
function testsIn(row: string): readonly (readonly [string, string])[] {
  let file = "";
  const found: (readonly [string, string])[] = [];
  for (const [, path, title] of row.matchAll(/`(test\/[^`]+)`|"([^"]+)"/g)) {
    if (path) file = path;
    if (title) found.push([file, title]);
  }
  return found;
}
const tests = threats.flatMap(testsIn);

describe("the threat model", () => {
  it("has a test for each threat, and enough of them", () => {
    expect(threats.filter((row) => testsIn(row).length === 0)).toEqual([]);
    expect(tests.length).toBeGreaterThan(30);
  });

  it.each(tests)("%s has %j", (file, title) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(`"${title}"`);
  });
});
