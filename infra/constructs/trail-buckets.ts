import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { BucketName } from "../buckets.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { auditBucket } from "./audit-bucket.ts";
import { edgeBucket } from "./edge-bucket.ts";
import { logBucket } from "./log-bucket.ts";
import { output } from "./output.ts";

/** A bucket as functions know it. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string;
}
export type Buckets = Readonly<Record<BucketName, Bucket>>;

/** The buckets of the sealed trail, and the one of their access logs. @param keyArn customer key of the trail. */
export function trailBuckets(parent: Construct, keyArn: string, config: TenantConfig): Buckets {
  const logs = logBucket(parent);
  const worm = auditBucket(parent, { config, keyArn, logsTo: logs.name });
  const edge = edgeBucket(parent, { keyArn, logsTo: logs.name });
  logs.receiveFrom([worm.attrArn, edge.attrArn]);
  output(parent, "AuditWormBucketName", worm.ref, "Bucket of the sealed log, for kith audit export.");
  output(parent, "AuditEdgeBucketName", edge.ref, "Bucket of the log's growing end, for kith audit export.");
  const known = ({ ref: name, attrArn: arn }: CfnBucket): Bucket => ({ name, arn, keyArn });
  return { worm: known(worm), edge: known(edge) };
}
