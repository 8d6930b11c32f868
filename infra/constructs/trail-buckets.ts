import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { TenantConfig } from "../tenant-config.ts";
import { auditBucket } from "./audit-bucket.ts";
import { edgeBucket } from "./edge-bucket.ts";
import { logBucket } from "./log-bucket.ts";

export interface TrailBuckets {
  readonly worm: CfnBucket;
  readonly edge: CfnBucket;
}

/** The buckets of the sealed trail, and the one of their access logs. @param keyArn customer key of the trail. */
export function trailBuckets(parent: Construct, keyArn: string, config: TenantConfig): TrailBuckets {
  const logs = logBucket(parent);
  const worm = auditBucket(parent, { config, keyArn, logsTo: logs.name });
  const edge = edgeBucket(parent, { keyArn, logsTo: logs.name });
  logs.receiveFrom([worm.attrArn, edge.attrArn]);
  return { worm, edge };
}
