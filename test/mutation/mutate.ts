import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import type { Mutant } from "./scores.ts";

/** What is mutated, and by which tests it must be noticed. */
export interface Mutation {
  /** Files; with `:5-7` behind it only lines of one. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

const noticed = new Set(["Killed", "Timeout"]);
const missed = new Set(["Survived", "NoCoverage"]);

/** Makes every mutant of the files, one after the other, and runs the tests that reach it. */
export async function mutate({ files, tests }: Mutation): Promise<readonly Mutant[]> {
  process.env.KITH_MUTATION_TESTS = JSON.stringify(tests);
  // The copy that is mutated lies elsewhere.
  process.env.KITH_SHARED ??= resolve("../shared");
  const stryker = new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    mutate: [...files],
    // Not by `testFiles`: with it Stryker 10.1.1 reports mutants of code that runs at import as surviving.
    vitest: { configFile: "test/mutation/vitest.config.ts" },
    // No such file on purpose: Stryker would read tsconfig.json with an interface that TypeScript 7 no longer has.
    tsconfigFile: "none.json",
    coverageAnalysis: "perTest",
    reporters: [],
    concurrency: 2,
    // What other commands write meanwhile.
    ignorePatterns: ["cdk.out", "dist", ".kith", ".vitest", "reports"],
    tempDirName: ".stryker-tmp",
  });
  const results = await stryker.runMutationTest();
  return results.flatMap(({ fileName, status, mutatorName, replacement, location: { start, end } }) => {
    if (!noticed.has(status) && !missed.has(status)) return [];
    const file = relative(process.cwd(), fileName);
    const was = excerpt(file, start, end);
    return [{ file, noticed: noticed.has(status), mutator: mutatorName, was, became: replacement ?? "" }];
  });
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The mutated text in one line: it stays the same when lines are added above. */
function excerpt(file: string, start: Position, end: Position): string {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join("\n")
    .replaceAll(/\s+/g, " ")
    .slice(0, 160);
}
