import { describe, expect, it } from "vitest";
import { integrityOf } from "../../functions/audit/integrity.ts";
import { day, minute } from "../../functions/kernel/clock.ts";
import type { LogReport } from "../../functions/kernel/log.ts";
import type { Verification } from "../../functions/kernel/verification.ts";

const now = Date.parse("2026-11-27T10:00:00Z");
const part = { size: 9, root: new Uint8Array(32) };
const verification: Verification = {
  ...{ version: 1, reached: part, longest: part, begun: now, at: now, whole: true },
  ...{ full: { size: 9, at: now - 2 * day }, found: undefined },
};
const intact: LogReport = {
  head: { size: 9, root: part.root, published: 9, mark: now - 15 * minute, sealedAt: now },
  ...{ checkpoint: "signed", verification, violations: [], more: false },
};
const violation = (at: number) => ({ index: 3, at, kind: "removed" as const });
const stateWith = (change: Partial<LogReport>) => integrityOf({ ...intact, ...change }, now);

describe("The state of the log", () => {
  it("is intact when all of it was verified in two days and everything of 15 minutes ago is sealed", () => {
    expect(stateWith({})).toBe("intact");
  });

  it.each<[string, string, Partial<LogReport>]>([
    ["not verified", "not-verified", { verification: undefined }],
    ["not verified as a whole", "not-verified", { verification: { ...verification, full: undefined } }],
    [
      "not verified for more than two days",
      "not-verified",
      { verification: { ...verification, full: { size: 9, at: now - 2 * day - 1 } } },
    ],
    ["that violations were found 30 days ago", "violations", { violations: [violation(now - 30 * day)] }],
    [
      "that events wait for more than 15 minutes",
      "late",
      { head: { size: 9, root: part.root, published: 9, sealedAt: now, mark: now - 15 * minute - 1 } },
    ],
    ["that nothing is sealed", "not-sealed", { head: undefined }],
    [
      "altered, whatever else",
      "altered",
      {
        head: undefined,
        verification: { ...verification, found: { finding: { what: "no-checkpoint" }, at: now } },
      },
    ],
  ])("is %s", (_, state, change) => {
    expect(stateWith(change)).toBe(state);
  });

  it("forgets a violation of more than 30 days ago", () => {
    expect(stateWith({ violations: [violation(now - 30 * day - 1)] })).toBe("intact");
  });

  it("tells what is worse first: altered, not sealed, late, violations, not verified", () => {
    const violations = [violation(now)];
    const head = { size: 9, root: part.root, published: 9, sealedAt: now, mark: now - 16 * minute };
    expect(stateWith({ verification: undefined, violations })).toBe("violations");
    expect(stateWith({ verification: undefined, violations, head })).toBe("late");
    expect(stateWith({ verification: undefined, violations, head: undefined })).toBe("not-sealed");
  });
});
