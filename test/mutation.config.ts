import { defineConfig } from "vitest/config";

const audit = "leaf,example,header,body,compact,position,verdict,transaction,writer";
const rules = [
  "members/invitation",
  "members/guessing",
  "members/sign-out",
  "programs/inviting",
  "programs/joining",
  "programs/care-team-rules",
  "community/thread",
  "community/unread",
  "activity/newest",
  "activity/changes",
  "audit/day-range",
  "audit/search",
];

/** For mutation runs: what tests the mutated code directly. Whatever else runs through it would prove less and take longer. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: [
      "test/platform/sealing/**/*.test.ts",
      `test/platform/audit/{${audit}}.test.ts`,
      "test/platform/vault/**/*.test.ts",
      "test/edge/{authorise,reach,event,unknown}.test.ts",
      "test/kernel/**/*.test.ts",
      ...rules.map((rule) => `test/${rule}.test.ts`),
    ],
  },
});
