import { z } from "zod";
import { policyDocument } from "../iam/document.ts";
import type { LoadedStack, PolicyDocument, Resource } from "../types.ts";

export type LockMode = "COMPLIANCE" | "GOVERNANCE";

/** What the template says of a bucket. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  /** Key of objects at rest, where it is a customer's. */
  readonly kmsKey: string | undefined;
  /** Whether AWS KMS is asked once for many objects: then its context names the bucket, not the object. */
  readonly bucketKey: boolean;
  readonly versioned: boolean;
  /** How long a new object is locked, where the bucket says so. */
  readonly lock: { readonly mode: LockMode; readonly days: number } | undefined;
  readonly policy: PolicyDocument | undefined;
}
export type Buckets = ReadonlyMap<string, Bucket>;

const encryption = z.object({
  ServerSideEncryptionConfiguration: z.tuple([
    z.object({
      BucketKeyEnabled: z.boolean().default(false),
      ServerSideEncryptionByDefault: z.object({
        SSEAlgorithm: z.enum(["aws:kms", "AES256"]),
        KMSMasterKeyID: z.string().optional(),
      }),
    }),
  ]),
});
const lock = z.object({
  Rule: z.object({
    DefaultRetention: z.object({
      Mode: z.enum(["COMPLIANCE", "GOVERNANCE"]),
      Days: z.int().optional(),
      Years: z.int().optional(),
    }),
  }),
});
const bucket = z.object({
  BucketEncryption: encryption.optional(),
  VersioningConfiguration: z.object({ Status: z.enum(["Enabled", "Suspended"]) }).optional(),
  ObjectLockConfiguration: lock.optional(),
});
const bucketPolicy = z.object({ Bucket: z.string(), PolicyDocument: z.unknown() });

/** The buckets of the template. @throws Error for one that says what is not understood here. */
export const bucketsOf = (stack: LoadedStack): Buckets =>
  new Map(
    stack.byType("AWS::S3::Bucket").map((resource) => [resource.physicalId, bucketOf(stack, resource)]),
  );

function bucketOf(stack: LoadedStack, { logicalId, physicalId: name, arn, properties }: Resource): Bucket {
  const parsed = bucket.safeParse(properties);
  if (!parsed.success || arn === undefined) throw new Error(`${logicalId}: kind of bucket not known`);
  const { BucketEncryption, VersioningConfiguration, ObjectLockConfiguration } = parsed.data;
  const [rule] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const kept = ObjectLockConfiguration?.Rule.DefaultRetention;
  return {
    name,
    arn,
    kmsKey: rule?.ServerSideEncryptionByDefault.KMSMasterKeyID,
    bucketKey: rule?.BucketKeyEnabled ?? false,
    versioned: VersioningConfiguration?.Status === "Enabled",
    lock: kept && { mode: kept.Mode, days: kept.Days ?? 365 * (kept.Years ?? 0) },
    policy: policyOf(stack, name),
  };
}

function policyOf(stack: LoadedStack, name: string): PolicyDocument | undefined {
  const found = stack
    .byType("AWS::S3::BucketPolicy")
    .map(({ logicalId, properties }) => ({ logicalId, ...bucketPolicy.parse(properties) }))
    .find(({ Bucket }) => Bucket === name);
  return found && policyDocument(found.PolicyDocument, found.logicalId);
}
