import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFile } from "../../functions/imports/file.ts";
import { rowRefusals, rowResults } from "../../functions/imports/job-row-store.ts";

const page = readFileSync("docs/invite.md", "utf8");
/** What stands between fences of a kind. */
const blocks = (kind: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);

describe("the page about inviting people", () => {
  const [good = "", wrong = ""] = blocks("csv");

  it("shows a file that is taken", () => {
    expect(readFile(good, "en")).toEqual({
      rows: [
        { row: 2, email: "ana@example.org", language: "es" },
        { row: 3, email: "bea@example.org", language: "en" },
        { row: 5, email: "cy@example.org", language: "en" },
      ],
    });
  });

  it("shows a file that is refused, and how", () => {
    expect(readFile(wrong, "en").faults).toEqual(JSON.parse(blocks("json")[0] ?? ""));
  });

  it("names everything that can become of a row", () => {
    for (const word of [...rowResults, ...rowRefusals]) expect(page).toContain(`\`${word}\``);
  });

  it.each([
    "x",
    "email",
    "email,Email",
    "email\n,",
    "language\nes",
    'email\n"',
    "email,x\n",
    `email\n${"a@example.org\n".repeat(501)}`,
    "email\nx",
    "email,language\na@example.org,x",
    "email\na@example.org,x",
    " ",
  ])("explains what is wrong with %j", (text) => {
    for (const { code } of readFile(text, "en").faults ?? []) expect(page).toContain(`\`${code}\``);
  });
});
