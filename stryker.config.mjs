/** Mutation tests of the code whose every line must be held by a test. Run: `npx stryker run`. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    "functions/platform/sealing/**/*.ts",
    "functions/platform/audit/{leaf,header,body,decode-body,compact,position,writer,verdict,transaction}.ts",
    "functions/platform/vault.ts",
    "functions/edge/{authorise,event}.ts",
    "functions/kernel/**/*.ts",
    // Tables and types.
    "!functions/kernel/{actions,ports,route}.ts",
    "functions/{members/invitation,members/guessing,members/sign-out,programs/inviting,programs/joining,programs/care-team,community/thread,community/unread,activity/newest,activity/changes,audit/day-range,audit/search}.ts",
  ],
  // Not by `testFiles`: with it Stryker 10.1.1 reports mutants of code that runs at import as surviving.
  vitest: { configFile: "test/mutation.config.ts" },
  // No such file on purpose: Stryker would read tsconfig.json with an interface that TypeScript 7 no longer has.
  tsconfigFile: "none.json",
  coverageAnalysis: "perTest",
  reporters: ["clear-text"],
  concurrency: 2,
  thresholds: { high: 100, low: 100, break: 100 },
  // What other commands write meanwhile.
  ignorePatterns: ["cdk.out", "dist", ".kith", ".vitest"],
  tempDirName: ".stryker-tmp",
};
