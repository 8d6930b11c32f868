import { App, Stack } from "aws-cdk-lib";
import { CfnStage } from "aws-cdk-lib/aws-apigateway";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { HIPAASecurityChecks, NIST80053R5Checks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { unacknowledged } from "../../../infra/checks/acknowledged.ts";
import {
  type Acknowledgement,
  acknowledgements,
  MOST_RULES,
} from "../../../infra/checks/acknowledgements.ts";
import { findingsOf, planted, silentPacks } from "../../../infra/checks/packs.ts";

const today = "2026-11-26";

/** A stack with a bucket that nobody protected, and what the HIPAA pack finds in it. */
function findings(make: (stack: Stack) => void = (stack) => void new CfnBucket(stack, "Bucket")) {
  const stack = new Stack(new App(), "kith-example");
  make(stack);
  return findingsOf(new HIPAASecurityChecks(), stack.node.root);
}
const all = findings();
const about = (rule: string): Acknowledgement => ({
  rule,
  profiles: ["public"],
  on: { ids: ["Bucket"] },
  reason: "It is a test.",
  owner: "nobody",
  expires: "2026-12-31",
});
const everything = [...new Set(all.map(({ rule }) => rule))].map(about);
const judged = (known: readonly Acknowledgement[], day = today, found = all) =>
  unacknowledged({ stack: "kith-example", profile: "public" }, found, day, known);

describe("the packs", () => {
  it("both find what is planted, rule by rule", () => {
    expect(silentPacks()).toEqual([]);
    expect(planted.length).toBeGreaterThan(5);
  });

  it.each([
    ["finds nothing", { readPackName: "Silent", validateScope: () => ({ violations: [] }) }],
    ["finds one rule alone", one(new NIST80053R5Checks())],
  ])("are not believed when one %s", (_, pack) => {
    expect(silentPacks([() => pack])).toEqual([pack.readPackName]);
  });

  it("break off with all of it, not in silence", () => {
    const broken = { readPackName: "Broken", validateScope: () => fail("crashed") };
    expect(() => silentPacks([() => broken])).toThrow("crashed");
  });

  it("name the stack, the logical id and the type of what they find", () => {
    expect(all).toContainEqual({
      rule: "S3BucketVersioningEnabled",
      pack: "HIPAA.Security",
      stack: "kith-example",
      id: "Bucket",
      type: "AWS::S3::Bucket",
      level: "error",
      info: expect.stringContaining("versioning"),
    });
  });
});

describe("a finding", () => {
  it("that nobody acknowledged is refused, with rule and resource", () => {
    const others = everything.filter(({ rule }) => rule !== "S3BucketVersioningEnabled");
    expect(judged(others).filter((one) => one.includes(" breaks "))).toEqual([
      "kith-example: Bucket breaks HIPAA.Security-S3BucketVersioningEnabled: The S3 Bucket does not have versioning enabled",
    ]);
  });

  it("that is acknowledged for another resource or another profile is refused", () => {
    const [first, ...others] = everything;
    const elsewhere = { ...about(first?.rule ?? ""), on: { ids: ["Other"] } };
    const inVpc = { ...about(first?.rule ?? ""), profiles: ["vpc"] as const };
    expect(judged([...others, elsewhere]).filter((one) => one.includes("Bucket breaks"))).toHaveLength(1);
    expect(judged([...others, inVpc]).filter((one) => one.includes("Bucket breaks"))).toHaveLength(1);
  });

  it("of a rule that broke off is refused, acknowledged or not", () => {
    const found = findings((stack) => {
      const stage = new CfnStage(stack, "Stage", { restApiId: "api" });
      stage.methodSettings = { resolve: () => fail("a rule breaks off here") } as never;
    });
    const broken = found.filter(({ info }) => info.startsWith("Rule threw an error"));
    expect(broken.length).toBeGreaterThan(0);
    const known = broken.map(({ rule, id }) => ({ ...about(rule), on: { ids: [id] } }));
    expect(judged(known, today, broken).filter((one) => one.includes("Rule threw an error"))).toHaveLength(
      broken.length,
    );
  });

  it("in a stack that is no tenant's cannot be acknowledged", () => {
    const reasons = unacknowledged({ stack: "kith-example", profile: undefined }, all, today, everything);
    expect(reasons).toHaveLength(all.length);
  });
});

describe("an acknowledgement", () => {
  it("holds on its last day, and is refused on the day after", () => {
    const one = everything.slice(0, 1);
    const found = all.filter(({ rule }) => rule === one[0]?.rule);
    expect(judged(one, "2026-12-31", found)).toEqual([]);
    expect(judged(one, "2027-01-01", found)).toEqual([
      `kith-example: the acknowledgement of ${one[0]?.rule} ended on 2026-12-31: nobody must look at its reason again (infra/checks/acknowledgements.ts)`,
    ]);
  });

  it("that nothing needs is refused, as is one of two resources of which one does not", () => {
    const half = { ...about("S3BucketVersioningEnabled"), on: { ids: ["Bucket", "Other"] } };
    const found = all.filter(({ rule }) => rule === "S3BucketVersioningEnabled");
    expect(judged([about("NoSuchRule")], today, [])).toEqual([
      "kith-example: not everything breaks NoSuchRule that infra/checks/acknowledgements.ts acknowledges: take out what does not",
    ]);
    expect(judged([half], today, found)).toHaveLength(1);
  });

  it("is refused when there are too many", () => {
    expect(everything.length).toBeGreaterThan(MOST_RULES);
    expect(judged(everything)).toEqual([
      `kith-example: ${everything.length} rules are acknowledged, and at most ${MOST_RULES} may be`,
    ]);
  });

  it("has a reason, an owner and an end within a year and a half", () => {
    for (const { rule, reason, owner, expires } of acknowledgements) {
      expect(reason.length, rule).toBeGreaterThan(60);
      expect(owner, rule).toMatch(/\w/);
      expect(expires, rule).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(daysUntil(expires), rule).toBeLessThan(550);
    }
  });

  it("does not end within sixty days: a release that has looked at it again must come before", () => {
    const ending = acknowledgements.filter(({ expires }) => daysUntil(expires) < 60);
    expect(ending.map(({ rule }) => rule)).toEqual([]);
  });
});

/** A pack of which all rules but one fell silent. */
function one(pack: NIST80053R5Checks) {
  return {
    readPackName: pack.readPackName,
    validateScope: (scope: App) => ({ violations: pack.validateScope(scope).violations.slice(0, 1) }),
  } as never as { readPackName: string; validateScope(): { violations: [] } };
}

function fail(message: string): never {
  throw new Error(message);
}

const daysUntil = (day: string): number => (Date.parse(day) - Date.now()) / (24 * 3_600_000);
