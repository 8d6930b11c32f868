import { fault, type Rule } from "./rule.ts";
import { allowed, coversAny } from "./statements.ts";

const breaking = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
];

export const bucketWrites: Rule = {
  id: "bucket-writes",
  holds: "No role may delete from a bucket, or shorten what is locked.",
  source: "45 CFR 164.312(c)(1)",
  faults: ({ template }) =>
    allowed(template)
      .filter((one) => coversAny(one, breaking))
      .map(({ id, sid }) =>
        fault(
          id,
          `allows to delete or unlock, in ${sid || "a statement"}`,
          "leave it to the retention of the bucket",
        ),
      ),
};
