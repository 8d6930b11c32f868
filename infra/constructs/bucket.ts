import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";

/** What every bucket is: versioned, closed to the public, without access lists. */
export const closed = {
  versioningConfiguration: { status: "Enabled" },
  publicAccessBlockConfiguration: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
};

/** Encryption under a customer key, with one key of the bucket's own for many objects: else each would cost a call of KMS. */
export const under = (keyArn: string) => ({
  bucketEncryption: {
    serverSideEncryptionConfiguration: [
      {
        bucketKeyEnabled: true,
        serverSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
      },
    ],
  },
});

/** Parts of an upload that was never completed go after a day: nobody sees them, and they cost. */
export const noRemains = {
  id: "unfinished",
  status: "Enabled",
  abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};

/** A refusal that a bucket's policy makes to everybody. */
export function deny(
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

export const tlsOnly = (bucketArn: string): PolicyStatement =>
  deny("TlsOnly", ["s3:*"], [bucketArn, `${bucketArn}/*`], { Bool: { "aws:SecureTransport": "false" } });
