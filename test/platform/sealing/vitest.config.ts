import { defineConfig } from "vitest/config";

/** For mutation runs: what tests sealing directly. Everything else that seals would run for each mutant and prove less. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({ test: { include: ["test/platform/sealing/**/*.test.ts"] } });
