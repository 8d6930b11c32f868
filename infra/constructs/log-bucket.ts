import { Aws } from "aws-cdk-lib";
import { Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { closed, noRemains, tlsOnly } from "./bucket.ts";
import { RETENTION_DAYS } from "./log-group.ts";
import { kept, pinned } from "./names.ts";

/** A bucket that receives the access logs of others, and who those are, once they are made. */
export interface LogBucket {
  readonly name: string;
  readonly receiveFrom: (bucketArns: readonly string[]) => void;
}

/**
 * The bucket of the access logs of the buckets: who read or wrote which object, by the paths of tiles, which say nothing
 * of anybody. Under a key of S3's own and without Object Lock, because S3 delivers logs to no other bucket.
 */
export function logBucket(parent: Construct): LogBucket {
  const scope = new Construct(parent, "AccessLogs");
  const bucket = kept(
    "AuditAccessLogsBucket",
    new CfnBucket(scope, "Bucket", {
      ...closed,
      bucketEncryption: {
        serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      lifecycleConfiguration: {
        rules: [
          noRemains,
          {
            id: "old",
            status: "Enabled",
            expirationInDays: RETENTION_DAYS,
            noncurrentVersionExpiration: { noncurrentDays: 1 },
          },
        ],
      },
    }),
  );
  return {
    name: bucket.ref,
    receiveFrom: (bucketArns) => {
      const policyDocument = new PolicyDocument({
        statements: [tlsOnly(bucket.attrArn), delivery(bucket.attrArn, bucketArns)],
      });
      pinned(
        "AuditAccessLogsBucketPolicy",
        new CfnBucketPolicy(scope, "Policy", { bucket: bucket.ref, policyDocument }),
      );
    },
  };
}

function delivery(bucketArn: string, from: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: "Delivery",
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
    conditions: {
      StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
      ArnEquals: { "aws:SourceArn": [...from] },
    },
  });
}
