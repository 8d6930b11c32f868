import { contextOf, type Situation } from "../iam/context.ts";
import type { AccessRequest } from "../iam/evaluate.ts";
import { keyAccess } from "../kms/access.ts";
import type { KeyDefinition } from "../kms/template.ts";
import type { Bucket } from "./template.ts";

/** What of a request the policies can ask about. */
export interface ObjectUse {
  readonly key?: string;
  readonly ifNoneMatch?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly prefix?: string | undefined;
  readonly versionId?: string | undefined;
}

/**
 * The question to IAM for one action on a bucket or an object. It needs no running endpoint.
 * Source: "Actions, resources, and condition keys for Amazon S3".
 *
 * @param action for example `s3:GetObject`.
 */
export function objectAccess(
  { arn, policy }: Pick<Bucket, "arn" | "policy">,
  action: string,
  situation: Situation,
  use: ObjectUse = {},
): AccessRequest {
  const context = contextOf(situation, [
    ["s3:if-none-match", use.ifNoneMatch],
    ["s3:if-match", use.ifMatch],
    ["s3:prefix", use.prefix],
    ["s3:VersionId", use.versionId],
    // Only a part of an upload makes no object; and nothing is copied here.
    ["s3:ObjectCreationOperation", action === "s3:PutObject" ? "true" : undefined],
    ["s3:x-amz-copy-source", undefined],
  ]);
  const resource = use.key === undefined ? arn : `${arn}/${use.key}`;
  const request = { principal: situation.caller, action, resource, context };
  return policy === undefined ? request : { ...request, resourcePolicy: policy };
}

/**
 * The question to AWS KMS for an object under a customer key.
 * Source: "Using server-side encryption with AWS KMS keys", encryption context: with a bucket key it is the bucket's ARN.
 */
export function objectKeyAccess(
  { arn, bucketKey }: Bucket,
  key: KeyDefinition,
  action: "kms:GenerateDataKey" | "kms:Decrypt",
  situation: Situation,
  object: string,
): AccessRequest {
  const encryptionContext = { "aws:s3:arn": bucketKey ? arn : `${arn}/${object}` };
  return keyAccess(key, action, { ...situation, via: "s3" }, { encryptionContext });
}
