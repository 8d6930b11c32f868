import { defineConfig } from "vitest/config";
import { z } from "zod";

const tests = z.array(z.string()).parse(JSON.parse(process.env.KITH_MUTATION_TESTS ?? "[]"));

/** For mutation runs: the tests of one part. */
export default defineConfig({ test: { include: tests, setupFiles: ["test/long-runs.ts"] } });
