import { defineConfig } from "vitest/config";
import { unit } from "./vitest.config.ts";

/** What `npm run test:long` runs: the tests in process with many more schedules, and what takes minutes on a running tenant. */
export default defineConfig({
  test: {
    projects: [
      unit,
      {
        test: {
          name: "long",
          include: ["test/long/**/*.test.ts"],
          globalSetup: ["test/run/global-setup.ts"],
          fileParallelism: false,
          // By itself: its figures are of processes that share nothing with others.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
