import { PolicyDocument } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { lockModeOf, type TenantConfig } from "../tenant-config.ts";
import { closed, deny, noRemains, tlsOnly, under } from "./bucket.ts";
import { kept, pinned } from "./names.ts";

export interface AuditBucketProps {
  readonly config: TenantConfig;
  readonly keyArn: string;
  /** Name of the bucket that receives a line for every access. */
  readonly logsTo: string;
}

/**
 * The bucket `audit-worm` that receives the sealed trail: what is written there cannot be changed or deleted before its
 * time.
 */
export function auditBucket(parent: Construct, { config, keyArn, logsTo }: AuditBucketProps): CfnBucket {
  const scope = new Construct(parent, "Audit");
  const { years } = config.audit.objectLock;
  const bucket = kept(
    "AuditWormBucket",
    new CfnBucket(scope, "Worm", {
      ...closed,
      ...under(keyArn),
      objectLockEnabled: true,
      objectLockConfiguration: {
        objectLockEnabled: "Enabled",
        rule: { defaultRetention: { mode: lockModeOf(config).toUpperCase(), years } },
      },
      lifecycleConfiguration: { rules: [noRemains] },
      loggingConfiguration: { destinationBucketName: logsTo, logFilePrefix: "worm/" },
    }),
  );
  pinned(
    "AuditWormBucketPolicy",
    new CfnBucketPolicy(scope, "WormPolicy", { bucket: bucket.ref, policyDocument: policy(bucket.attrArn) }),
  );
  return bucket;
}

function policy(bucketArn: string): PolicyDocument {
  const objects = `${bucketArn}/*`;
  return new PolicyDocument({
    statements: [
      tlsOnly(bucketArn),
      // A second write of a key would hide the first. Parts of an upload carry no such header: only its completion does.
      deny("FirstWriteOnly", ["s3:PutObject"], [objects], {
        Null: { "s3:if-none-match": "true" },
        Bool: { "s3:ObjectCreationOperation": "true" },
      }),
      // A copy is accepted without If-None-Match.
      deny("NoCopies", ["s3:PutObject"], [objects], { Null: { "s3:x-amz-copy-source": "false" } }),
      // A delete marker would make a key look free.
      deny(
        "NoDeletion",
        ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        [objects],
      ),
    ],
  });
}
