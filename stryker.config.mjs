/** Mutation tests of the code whose every line must be held by a test. Run: `npx stryker run`. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: ["functions/platform/sealing/**/*.ts"],
  // Only what tests it directly: everything else that seals would run for each mutant and prove less.
  testFiles: ["test/platform/sealing/**/*.test.ts"],
  // No such file on purpose: Stryker would read tsconfig.json with an interface that TypeScript 7 no longer has.
  tsconfigFile: "none.json",
  coverageAnalysis: "perTest",
  reporters: ["clear-text"],
  concurrency: 2,
  thresholds: { high: 100, low: 100, break: 100 },
  tempDirName: ".stryker-tmp",
};
