import { defineConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** The projects of `npm test` that do more when they are given more runs. */
const alsoLonger = new Set<unknown>(["unit", "faults"]);
const isLonger = (project: unknown): boolean => alsoLonger.has(Object(Object(project).test).name);

/** What `npm run test:long` runs: those projects with many more runs, and what takes minutes on a running tenant. */
export default defineConfig({
  test: {
    projects: [
      ...(usual.test?.projects ?? []).filter(isLonger),
      {
        test: {
          name: "long",
          include: ["test/long/**/*.test.ts"],
          globalSetup: ["test/run/global-setup.ts"],
          fileParallelism: false,
          // By itself: its figures are of processes that share nothing with others.
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
