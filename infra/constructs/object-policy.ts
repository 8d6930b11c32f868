import { Aws } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { bucketNames } from "../buckets.ts";
import type { Grants, ObjectAction, ObjectGrant } from "../grants.ts";
import { allow } from "./allow.ts";
import { pascal } from "./names.ts";
import type { Bucket, Buckets } from "./trail-buckets.ts";

const ofBucket = (action: ObjectAction): action is "ListBucket" | "ListBucketVersions" =>
  action === "ListBucket" || action === "ListBucketVersions";

/** What a function may do to objects: by the beginnings of their keys, and under the bucket's key through S3 alone. */
export function objectStatements({ objects }: Grants, buckets: Buckets): readonly PolicyStatement[] {
  return bucketNames.flatMap((name) => {
    const grants = objects.filter(({ bucket }) => bucket === name);
    return grants.length === 0
      ? []
      : [
          ...byActions(grants, (action) => !ofBucket(action)).map(({ action, prefixes }) =>
            allow(
              `${pascal(name)}${action}`,
              [`s3:${action}`],
              prefixes.map((prefix) => `${buckets[name].arn}/${prefix}*`),
            ),
          ),
          ...byActions(grants, ofBucket).map(({ action }) =>
            allow(`${pascal(name)}${action}`, [`s3:${action}`], buckets[name].arn),
          ),
          keyStatement(pascal(name), grants, buckets[name]),
        ];
  });
}

function byActions(grants: readonly ObjectGrant[], chosen: (action: ObjectAction) => boolean) {
  const actions = new Set(grants.flatMap((grant) => grant.actions).filter(chosen));
  return [...actions].sort().map((action) => ({
    action,
    prefixes: [
      ...new Set(grants.filter((grant) => grant.actions.includes(action)).map(({ prefix }) => prefix)),
    ].sort(),
  }));
}

/** With a key of the bucket's own, what S3 asks KMS for is bound to the bucket and not to the object. */
function keyStatement(
  name: string,
  grants: readonly ObjectGrant[],
  { arn, keyArn }: Bucket,
): PolicyStatement {
  const has = (action: ObjectAction) => grants.some(({ actions }) => actions.includes(action));
  return allow(
    `${name}ObjectKeys`,
    [...(has("GetObject") ? ["kms:Decrypt"] : []), ...(has("PutObject") ? ["kms:GenerateDataKey"] : [])],
    keyArn,
    {
      StringEquals: {
        "kms:ViaService": `s3.${Aws.REGION}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": arn,
      },
    },
  );
}
