import { at, type Found, listOf, ofTypes, property } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Years for which HIPAA wants records kept: 45 CFR 164.316(b)(2)(i). */
const LEAST_YEARS = 6;

export const objectLock: Rule = {
  id: "object-lock",
  holds:
    "The sealed trail is locked for at least six years, said in years alone; in a test environment for at least one.",
  source: "45 CFR 164.316(b)(2)(i); S3 refuses days and years together at the deploy, synthesis does not",
  faults: ({ template }) => {
    const bucket = ofTypes(template, "AWS::S3::Bucket").find(({ id }) => id === "AuditWormBucket");
    if (bucket === undefined)
      return [fault("AuditWormBucket", "is missing", "make the bucket of the sealed trail")];
    const retention = property(bucket, "ObjectLockConfiguration", "Rule", "DefaultRetention");
    const years = Number(at(retention, "Years") ?? 0);
    const wrongs: readonly (readonly [boolean, string, string])[] = [
      [property(bucket, "ObjectLockEnabled") !== true, "has no Object Lock", "set ObjectLockEnabled"],
      [
        years < (isTest(bucket) ? 1 : LEAST_YEARS),
        "is locked for too few years",
        `lock for ${LEAST_YEARS} years or more`,
      ],
      [at(retention, "Days") !== undefined, "is locked for days", "say it in years alone"],
      [
        !["GOVERNANCE", "COMPLIANCE"].includes(String(at(retention, "Mode"))),
        "is locked in a way that S3 does not know",
        "set Mode to GOVERNANCE or COMPLIANCE",
      ],
    ];
    return wrongs.filter(([isWrong]) => isWrong).map(([, wrong, remedy]) => fault(bucket.id, wrong, remedy));
  },
};

/** What is not called a test environment holds patients' records. */
const isTest = (bucket: Found): boolean =>
  listOf(property(bucket, "Tags")).some(
    (tag) => at(tag, "Key") === "kith:environment" && at(tag, "Value") === "test",
  );
