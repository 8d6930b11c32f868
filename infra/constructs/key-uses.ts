import { Aws } from "aws-cdk-lib";
import { type FunctionName, functionNames } from "../functions.ts";
import { grantsOf } from "../grants.ts";
import { tableKeys } from "../tables.ts";

export type KeyName = "seal" | "data" | "backup" | "audit" | "sign";

/** Who is no function and has a role: the two of AWS Backup, and one of the tenant's own, where its file names it. */
export type Party = FunctionName | "backup" | "keyring-backup" | "off-boarding";

/** What one party may do with some of the keys. */
export interface KeyUse {
  readonly sid: string;
  readonly keys: readonly KeyName[];
  readonly actions: readonly string[];
  /** A service of AWS as the caller; absent: the account, so that IAM must allow as well. */
  readonly services?: readonly string[];
  /** To whose roles the statement is narrowed; without any of them it is not written. */
  readonly parties?: readonly Party[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const via = (service: string) => ({
  StringEquals: {
    "kms:ViaService": `${service}.${Aws.REGION}.amazonaws.com`,
    "kms:CallerAccount": Aws.ACCOUNT_ID,
  },
});

/**
 * The encryption context that every direct use of a key must carry: exactly tenant, purpose and version, of this tenant
 * and this purpose. `Null` stands beside `ForAllValues` because that is true of an absent key.
 */
export const boundTo = (tenant: string, purpose: "branch" | "month" | "outbox") => ({
  StringEquals: { "kms:EncryptionContext:tenant": tenant, "kms:EncryptionContext:purpose": purpose },
  "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "purpose", "version"] },
  Null: { "kms:EncryptionContextKeys": "false" },
});

/** What a signed note asks for (C2SP signed-note, Ed25519): the text itself is signed, not a digest of it. */
export const rawEd25519 = {
  StringEquals: { "kms:SigningAlgorithm": "ED25519_SHA_512", "kms:MessageType": "RAW" },
};

const thatMay = (has: (grants: ReturnType<typeof grantsOf>) => boolean): readonly FunctionName[] =>
  functionNames.filter((name) => has(grantsOf(name)));

const backingUp = [
  "kms:CreateGrant",
  "kms:GenerateDataKey",
  "kms:Decrypt",
  "kms:RetireGrant",
  "kms:DescribeKey",
];
const publishing = ["kms:GenerateDataKey*", "kms:Decrypt"];

const storing = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/**
 * Who may do what with which key: the one table from which all key policies are built. No row names a table, bucket,
 * log group, pool, topic or function, because those name the key. Who does not exist yet has no row: see
 * docs/decisions/0008.
 */
export const keyUses = (tenant: string): readonly KeyUse[] => [
  {
    sid: "Administration",
    keys: ["seal", "data", "backup", "audit", "sign"],
    actions: [
      "kms:Describe*",
      "kms:Get*",
      "kms:List*",
      "kms:Put*",
      "kms:Update*",
      "kms:Enable*",
      "kms:Disable*",
      "kms:Revoke*",
      "kms:CreateAlias",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:RotateKeyOnDemand",
      "kms:CancelKeyDeletion",
    ],
  },
  {
    sid: "Destruction",
    keys: ["seal", "data", "backup", "audit", "sign"],
    actions: ["kms:ScheduleKeyDeletion"],
    parties: ["off-boarding"],
  },
  {
    sid: "OpenBranchKeys",
    keys: ["seal"],
    actions: ["kms:Decrypt"],
    parties: thatMay(({ seal }) => seal.includes("Decrypt")),
    conditions: boundTo(tenant, "branch"),
  },
  {
    sid: "MakeBranchKeys",
    keys: ["seal"],
    actions: ["kms:GenerateDataKey"],
    parties: thatMay(({ seal }) => seal.includes("GenerateDataKey")),
    conditions: boundTo(tenant, "branch"),
  },
  {
    sid: "MonthKeys",
    keys: ["audit"],
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    parties: thatMay(({ writesEvents }) => writesEvents),
    conditions: boundTo(tenant, "month"),
  },
  {
    sid: "OpenMonthKeys",
    keys: ["audit"],
    actions: ["kms:Decrypt"],
    parties: thatMay(({ opensEvents }) => opensEvents),
    conditions: boundTo(tenant, "month"),
  },
  {
    sid: "SignHeads",
    keys: ["sign"],
    actions: ["kms:Sign"],
    parties: thatMay(({ signs }) => signs),
    conditions: rawEd25519,
  },
  {
    sid: "KnowTheKey",
    keys: ["sign"],
    actions: ["kms:GetPublicKey"],
    parties: thatMay(({ signs }) => signs),
  },
  {
    sid: "FillOutbox",
    keys: ["data"],
    actions: ["kms:Encrypt"],
    parties: thatMay(({ outbox }) => outbox.includes("Encrypt")),
    conditions: boundTo(tenant, "outbox"),
  },
  {
    sid: "DrainOutbox",
    keys: ["data"],
    actions: ["kms:Decrypt"],
    parties: thatMay(({ outbox }) => outbox.includes("Decrypt")),
    conditions: boundTo(tenant, "outbox"),
  },
  ...(["data", "audit"] as const).map((key) => ({
    // For a table, whichever it is: nothing that is wrapped for a purpose of our own is opened by it.
    sid: "ReadStreams",
    keys: [key],
    actions: ["kms:Decrypt"],
    parties: thatMay(({ streams }) => streams.some((table) => tableKeys[table] === key)),
    conditions: {
      StringEquals: { "kms:CallerAccount": Aws.ACCOUNT_ID },
      Null: { "kms:EncryptionContext:aws:dynamodb:tableName": "false" },
    },
  })),
  {
    sid: "Tables",
    keys: ["data", "audit"],
    actions: [...storing, "kms:CreateGrant"],
    conditions: via("dynamodb"),
  },
  {
    // For people, whom IAM must allow as well. No function may receive a message.
    sid: "ReadDeadLetters",
    keys: ["data"],
    actions: ["kms:Decrypt"],
    conditions: via("sqs"),
  },
  {
    sid: "AuditBucket",
    keys: ["audit"],
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    conditions: via("s3"),
  },
  {
    sid: "DeadLetters",
    keys: ["data"],
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    parties: functionNames,
    conditions: via("sqs"),
  },
  {
    sid: "Backups",
    keys: ["backup"],
    actions: backingUp,
    conditions: via("backup"),
  },
  {
    sid: "BackedUpTables",
    keys: ["data", "audit"],
    actions: backingUp,
    parties: ["backup", "keyring-backup"],
    conditions: via("dynamodb"),
  },
  {
    // Under the key that nobody disables in an emergency: whoever disables another one is told of.
    sid: "Alarms",
    keys: ["backup"],
    services: ["cloudwatch.amazonaws.com"],
    actions: publishing,
    conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
  },
  {
    // SNS: "aws:SourceAccount … is not supported for EventBridge-to-encrypted topics"; the context names the topic.
    sid: "WatchedEvents",
    keys: ["backup"],
    services: ["events.amazonaws.com"],
    actions: publishing,
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:sns:topicArn": `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
      },
    },
  },
  {
    sid: "Logs",
    keys: ["audit"],
    services: [`logs.${Aws.REGION}.amazonaws.com`],
    actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
      },
    },
  },
  {
    sid: "UserPools",
    keys: ["data"],
    services: ["cognito-idp.amazonaws.com", "identitystore.amazonaws.com"],
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncrypt*",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:DescribeKey",
    ],
    conditions: {
      StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
      ArnLike: {
        "aws:SourceArn": `arn:${Aws.PARTITION}:cognito-idp:${Aws.REGION}:${Aws.ACCOUNT_ID}:userpool/*`,
      },
    },
  },
];
