import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { TenantConfig } from "../tenant-config.ts";
import { kept, pinned } from "./names.ts";

/**
 * The bucket `audit-worm` that receives the sealed trail: what is written there cannot be changed or deleted before its
 * time.
 */
export function auditBucket(
  parent: Construct,
  keyArn: string,
  lock: TenantConfig["audit"]["objectLock"],
): CfnBucket {
  const scope = new Construct(parent, "Audit");
  const bucket = kept(
    "AuditWormBucket",
    new CfnBucket(scope, "Worm", {
      versioningConfiguration: { status: "Enabled" },
      objectLockEnabled: true,
      objectLockConfiguration: {
        objectLockEnabled: "Enabled",
        rule: { defaultRetention: { mode: lock.mode.toUpperCase(), years: lock.years } },
      },
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            bucketKeyEnabled: true,
            serverSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          },
        ],
      },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
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
      deny("TlsOnly", ["s3:*"], [bucketArn, objects], { Bool: { "aws:SecureTransport": "false" } }),
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

function deny(
  sid: string,
  actions: string[],
  resources: string[],
  conditions: Record<string, Record<string, string>> = {},
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources,
    conditions,
  });
}
