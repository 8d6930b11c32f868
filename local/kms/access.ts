import { type Context, contextOf, type Situation } from "../iam/context.ts";
import type { AccessRequest } from "../iam/evaluate.ts";
import { AwsError } from "../types.ts";
import type { EncryptionContext } from "./ciphertext.ts";
import type { KeyDefinition } from "./template.ts";

/** What a call of AWS KMS carries that conditions can ask about. */
export interface KeyUse {
  readonly encryptionContext?: EncryptionContext;
  readonly signingAlgorithm?: string;
  readonly messageType?: string;
  /** The name of the alias, where the caller named the key by one. */
  readonly alias?: string;
  readonly pendingWindowInDays?: number;
}

/**
 * The question to IAM for one action on one key. It needs no running endpoint: a matrix of what must be denied asks
 * the same question.
 *
 * @param action for example `kms:Decrypt`.
 */
export function keyAccess(
  key: KeyDefinition,
  action: string,
  situation: Situation,
  use: KeyUse = {},
): AccessRequest {
  return {
    principal: situation.caller,
    action,
    resource: key.arn,
    context: keyContext(key, situation, use),
    keyPolicy: key.policy,
  };
}

function keyContext(key: KeyDefinition, situation: Situation, use: KeyUse): Context {
  const pairs = Object.entries(use.encryptionContext ?? {});
  const { via, region } = situation;
  return contextOf(situation, [
    ["kms:CallerAccount", situation.caller.account],
    ["kms:ViaService", via === undefined ? undefined : `${via}.${region}.amazonaws.com`],
    ["kms:EncryptionContextKeys", pairs.length === 0 ? undefined : pairs.map(([name]) => name)],
    ["kms:EncryptionAlgorithm", key.usage === "ENCRYPT_DECRYPT" ? "SYMMETRIC_DEFAULT" : undefined],
    ["kms:SigningAlgorithm", use.signingAlgorithm],
    ["kms:MessageType", use.messageType],
    ["kms:RequestAlias", use.alias],
    ["kms:ScheduleKeyDeletionPendingWindowInDays", use.pendingWindowInDays?.toString()],
    ["kms:KeySpec", key.spec],
    ["kms:KeyUsage", key.usage],
    ["kms:KeyOrigin", "AWS_KMS"],
    ["kms:MultiRegion", "false"],
    // Grants are not part of the local KMS: no request of it is one for a grant.
    ["kms:GrantIsForAWSResource", undefined],
    ...withoutTwins(pairs).map(([name, value]) => [`kms:EncryptionContext:${name}`, value] as const),
  ]);
}

/** Condition keys know no case, so of two names that differ in case only one could be checked. */
function withoutTwins(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  if (new Set(pairs.map(([name]) => name.toLowerCase())).size === pairs.length) return pairs;
  throw new AwsError("ValidationException", 400, "Names of the encryption context differ in case only.");
}
