import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);
const bench = (...words: readonly string[]) =>
  run(process.execPath, [join(root, "bench", "bench.ts"), ...words], { cwd: root, timeout: 100_000 });

describe("the benchmark", () => {
  it("prints a line for every figure of the rows it was asked for", async () => {
    const { stdout } = await bench("--rows", "2,3");
    expect(stdout).toMatch(/^\| row \| what .* met\?/);
    for (const name of ["community", "people", "audit"])
      expect(stdout, name).toMatch(new RegExp(`^\\| 2 +\\| bundle of ${name}`, "m"));
    expect(stdout).toMatch(/^\| 3 +\| seal 500 bytes/m);
    expect(stdout).not.toMatch(/^\| 1 /m);
  }, 120_000);

  it("refuses a row that is not measured, and says which are", async () => {
    await expect(bench("--rows", "2,99")).rejects.toThrow("--rows takes some of 1,2,3");
  });
});
