import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./kit/command.ts";
import { folder } from "./kit/folders.ts";

const checkout = folder();
copyFileSync(join(root, "preflight.mjs"), join(checkout, "preflight.mjs"));

/** What the preflight of a checkout says, with nothing else on the PATH. */
const said = (): readonly unknown[] => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["preflight.mjs"], {
    cwd: checkout,
    encoding: "utf8",
    env: { PATH: checkout },
  });
  return [status, stdout, stderr];
};

describe("The preflight", () => {
  it("says that the packages are not installed, then that there is no Java", () => {
    expect(said()).toEqual([1, "", 'Kith\'s packages are not installed: run "npm ci" first.\n']);
    mkdirSync(join(checkout, "node_modules"));
    writeFileSync(join(checkout, "node_modules/.package-lock.json"), "{}");
    expect(said()).toEqual([
      1,
      "",
      expect.stringMatching(/^Kith needs a JDK 17 or later [^\n]* found no Java: install one[^\n]*\.\n$/),
    ]);
  });
});
