import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { example } from "./example.ts";

const document = readFileSync(new URL("../../../docs/audit-leaf.md", import.meta.url), "utf8");
const block = (language: string): string => {
  const found = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(document)?.[1];
  if (found === undefined) throw new Error(`docs/audit-leaf.md has no ${language} block`);
  return found;
};
const python = spawnSync("python3", ["-c", "import cryptography"]);

describe("the worked example of docs/audit-leaf.md", () => {
  it("is the leaf that Kith builds", () => {
    expect(block("leaf").trim()).toBe(example.leaf.bytes.toString("base64"));
    expect(document).toContain(example.eventKey);
    expect(document).toContain(example.leaf.hash);
  });

  it.skipIf(python.status !== 0)(
    "is opened by the document's own Python, if this machine has `cryptography`",
    () => {
      const { tenant, eventKey } = example;
      const printed = execFileSync("python3", ["-", tenant, eventKey, block("leaf").trim()], {
        input: block("python"),
        encoding: "utf8",
      });
      expect(printed).toBe(block("output"));
    },
  );
});
