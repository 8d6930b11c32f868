import { PolicyDocument } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { closed, noRemains, tlsOnly, under } from "./bucket.ts";
import { kept, pinned } from "./names.ts";

/** The tag of a partial tile whose full one exists: only the sealer knows, so it sets it. */
const SUPERSEDED = { key: "kith:superseded", value: "true" };

/** Days for which a superseded tile is still answered to who holds an older checkpoint. */
const STILL_ANSWERED = 30;

export interface EdgeBucketProps {
  readonly keyArn: string;
  /** Name of the bucket that receives a line for every access. */
  readonly logsTo: string;
}

/**
 * The bucket `audit-edge` with the growing end of the sealed trail: `checkpoint` and the partial tiles, which are written
 * again and again. What is current there stays for as long as nothing took its place: when sealing stops, it is what
 * sealing goes on from.
 */
export function edgeBucket(parent: Construct, { keyArn, logsTo }: EdgeBucketProps): CfnBucket {
  const scope = new Construct(parent, "Edge");
  const bucket = kept(
    "AuditEdgeBucket",
    new CfnBucket(scope, "Bucket", {
      ...closed,
      ...under(keyArn),
      lifecycleConfiguration: {
        rules: [
          noRemains,
          {
            id: "replaced",
            status: "Enabled",
            prefix: "tile/",
            noncurrentVersionExpiration: { noncurrentDays: 1 },
          },
          {
            id: "superseded",
            status: "Enabled",
            prefix: "tile/",
            tagFilters: [SUPERSEDED],
            expirationInDays: STILL_ANSWERED,
          },
        ],
      },
      loggingConfiguration: { destinationBucketName: logsTo, logFilePrefix: "edge/" },
    }),
  );
  pinned(
    "AuditEdgeBucketPolicy",
    new CfnBucketPolicy(scope, "Policy", {
      bucket: bucket.ref,
      policyDocument: new PolicyDocument({ statements: [tlsOnly(bucket.attrArn)] }),
    }),
  );
  return bucket;
}
