/** Who a statement of a key's policy is for: the account, so that IAM must allow as well, or services of AWS. */
export type Who = "account" | readonly string[];

/**
 * A row of the table of who may use a key, as the check reads it out of a template. `must` are the conditions that narrow
 * it: operator, key, and the beginning of the value where that matters.
 */
export interface Row {
  readonly name: string;
  /** Logical ids of the keys that may have it. */
  readonly keys: readonly string[];
  readonly who: Who;
  readonly actions: readonly string[];
  readonly must: readonly (readonly [operator: string, key: string, value?: string])[];
}

const all = ["SealKey", "DataKey", "BackupKey", "AuditKey", "SignKey"];
const kms = (...names: readonly string[]) => names.map((name) => `kms:${name}`);
const via = (service: string): Row["must"] => [
  ["StringEquals", "kms:ViaService", `${service}.`],
  ["StringEquals", "kms:CallerAccount"],
];
const byRole: Row["must"][number] = ["ArnEquals", "aws:PrincipalArn"];
const bound = (purpose: string): Row["must"] => [
  byRole,
  ["StringEquals", "kms:EncryptionContext:tenant"],
  ["StringEquals", "kms:EncryptionContext:purpose", purpose],
  ["ForAllValues:StringEquals", "kms:EncryptionContextKeys"],
  ["Null", "kms:EncryptionContextKeys", "false"],
];

/**
 * Every row that a key's policy may have. Principal is always the account or a service; a role is a condition, so that a
 * role made a second ago is no invalid principal. Source: AWS's pages on the keys that DynamoDB, CloudWatch Logs, S3,
 * SQS, SNS, Cognito and AWS Backup ask for.
 */
export const rows: readonly Row[] = [
  {
    name: "administration",
    keys: all,
    who: "account",
    actions: kms(
      ...["Describe*", "Get*", "List*", "Put*", "Update*", "Enable*", "Disable*", "Revoke*"],
      ...["CreateAlias", "TagResource", "UntagResource", "RotateKeyOnDemand", "CancelKeyDeletion"],
    ),
    must: [],
  },
  {
    name: "off-boarding",
    keys: all,
    who: "account",
    actions: kms("ScheduleKeyDeletion"),
    must: [byRole],
  },
  {
    name: "branch keys",
    keys: ["SealKey"],
    who: "account",
    actions: kms("Decrypt", "GenerateDataKey"),
    must: bound("branch"),
  },
  {
    name: "month keys",
    keys: ["AuditKey"],
    who: "account",
    actions: kms("Decrypt", "GenerateDataKey"),
    must: bound("month"),
  },
  {
    name: "outbox",
    keys: ["DataKey"],
    who: "account",
    actions: kms("Decrypt", "Encrypt"),
    must: bound("outbox"),
  },
  {
    name: "streams",
    keys: ["DataKey", "AuditKey"],
    who: "account",
    actions: kms("Decrypt"),
    must: [
      byRole,
      ["StringEquals", "kms:CallerAccount"],
      ["Null", "kms:EncryptionContext:aws:dynamodb:tableName", "false"],
    ],
  },
  {
    name: "signing",
    keys: ["SignKey"],
    who: "account",
    actions: kms("Sign"),
    must: [
      byRole,
      ["StringEquals", "kms:SigningAlgorithm", "ED25519_SHA_512"],
      ["StringEquals", "kms:MessageType", "RAW"],
    ],
  },
  {
    // Not secret; who asks is still named.
    name: "public key",
    keys: ["SignKey"],
    who: "account",
    actions: kms("GetPublicKey"),
    must: [byRole],
  },
  {
    name: "tables",
    keys: ["DataKey", "AuditKey"],
    who: "account",
    actions: kms("Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKey*", "DescribeKey", "CreateGrant"),
    must: via("dynamodb"),
  },
  {
    name: "buckets",
    keys: ["AuditKey"],
    who: "account",
    actions: kms("GenerateDataKey", "Decrypt"),
    must: via("s3"),
  },
  {
    name: "queues",
    keys: ["DataKey"],
    who: "account",
    actions: kms("GenerateDataKey", "Decrypt"),
    must: [byRole, ...via("sqs")],
  },
  {
    // Reading, for people: whoever IAM lets receive messages. No function is.
    name: "reading queues",
    keys: ["DataKey"],
    who: "account",
    actions: kms("Decrypt"),
    must: via("sqs"),
  },
  {
    name: "vaults",
    keys: ["BackupKey"],
    who: "account",
    actions: kms("CreateGrant", "GenerateDataKey", "Decrypt", "RetireGrant", "DescribeKey"),
    must: via("backup"),
  },
  {
    name: "backed-up tables",
    keys: ["DataKey", "AuditKey"],
    who: "account",
    actions: kms("CreateGrant", "GenerateDataKey", "Decrypt", "RetireGrant", "DescribeKey"),
    must: [byRole, ...via("dynamodb")],
  },
  {
    name: "logs",
    keys: ["AuditKey"],
    who: ["logs."],
    actions: kms("Encrypt*", "Decrypt*", "ReEncrypt*", "GenerateDataKey*", "Describe*"),
    must: [["ArnLike", "kms:EncryptionContext:aws:logs:arn"]],
  },
  {
    name: "alarms",
    keys: ["BackupKey"],
    who: ["cloudwatch."],
    actions: kms("GenerateDataKey*", "Decrypt"),
    must: [["StringEquals", "aws:SourceAccount"]],
  },
  {
    name: "watched events",
    keys: ["BackupKey"],
    who: ["events."],
    actions: kms("GenerateDataKey*", "Decrypt"),
    must: [["ArnLike", "kms:EncryptionContext:aws:sns:topicArn"]],
  },
  {
    name: "user pools",
    keys: ["DataKey"],
    who: ["cognito-idp.", "identitystore."],
    actions: kms("Encrypt", "Decrypt", "ReEncrypt*", "GenerateDataKeyWithoutPlaintext", "DescribeKey"),
    must: [
      ["StringEquals", "aws:SourceAccount"],
      ["ArnLike", "aws:SourceArn"],
    ],
  },
];
