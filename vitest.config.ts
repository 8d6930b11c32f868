import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { longer } from "./test/runs.ts";

/** Two files at a time even on two processors: most of them wait for something now and then. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

const unit = (name: string, include: string[]) => ({
  test: {
    name,
    maxWorkers,
    include,
    exclude: ["test/run/**"],
    setupFiles: ["test/long-runs.ts"],
    testTimeout: 30_000 * longer,
  },
});

/** Pure code in process; the stack on its template; the local run by itself; the whole tenant, started once and shared; and whether all of them notice mutants. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...unit("unit", [
            "test/{kernel,edge,platform,members,programs,community,activity,imports,audit,public,setup,pool-keys,identity,functions,indexer,tlog,sealer,verifier,boundaries,docs,bench,vitals}/**/*.test.ts",
          ]).test,
          globalSetup: ["test/local/dynamodb/global-setup.ts"],
        },
      },
      {
        test: {
          ...unit("infra", ["test/infra/**/*.test.ts"]).test,
          // The CDK takes seconds to load: once for all files.
          isolate: false,
          fileParallelism: false,
          // Vitest refuses a number of workers of its own among files that run at the same time as others.
          sequence: { groupOrder: 1 },
          setupFiles: ["test/long-runs.ts"],
          globalSetup: ["test/infra/global-setup.ts"],
        },
      },
      {
        test: {
          ...unit("local", ["test/local/**/*.test.ts"]).test,
          globalSetup: ["test/local/dynamodb/global-setup.ts"],
        },
      },
      {
        test: {
          name: "cli",
          include: ["test/cli/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "run",
          include: ["test/run/**/*.test.ts"],
          // Those that say so; all others have the tenant for themselves.
          maxConcurrency: 3,
          globalSetup: ["test/run/global-setup.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          globalSetup: ["test/faults/global-setup.ts"],
          // Its functions are ended after one second: it has the machine for itself.
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 120_000 * longer,
          hookTimeout: 300_000 * longer,
        },
      },
      {
        test: {
          name: "mutation",
          include: ["test/mutation/*.test.ts"],
          // After all others: it has at most four minutes, whatever else the machine does.
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
