import { add, append, drop, grant, put, remove, revoke, statement } from "../edits.ts";
import { account, arn, type Mutants, mutant } from "./mutant.ts";

export const keys: Mutants = {
  "customer-key": [
    mutant("a table", "CommunityTable", drop("CommunityTable", "Replicas.0.SSESpecification")),
    mutant("a log group", "PeopleLogs", drop("PeopleLogs", "KmsKeyId")),
    mutant(
      "a bucket under S3's key",
      "AuditWormBucket",
      drop(
        "AuditWormBucket",
        "BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID",
      ),
    ),
    mutant("a user pool", "MembersPool", drop("MembersPool", "KeyConfiguration")),
    mutant(
      "a queue under AWS's key",
      "Queue",
      add("Queue", "AWS::SQS::Queue", { KmsMasterKeyId: "alias/aws/sqs" }),
    ),
    mutant("a topic", "Topic", add("Topic", "AWS::SNS::Topic")),
    mutant("a vault", "BackupVault", drop("BackupVault", "EncryptionKeyArn")),
  ],
  "key-administration": [
    mutant(
      "kms:* for the account",
      "DataKey",
      grant("DataKey", { Action: "kms:*", Principal: account, Resource: "*" }),
    ),
    mutant(
      "kms:Create*, which makes grants",
      "DataKey",
      statement("DataKey", "Administration", { Action: ["kms:Create*"] }),
    ),
    mutant(
      "anybody may end a key",
      "BackupKey",
      grant("BackupKey", { Action: "kms:ScheduleKeyDeletion", Principal: account, Resource: "*" }),
    ),
    mutant(
      "month keys for everybody",
      "AuditKey",
      statement("AuditKey", "MonthKeys", {
        Condition: { StringEquals: { "kms:EncryptionContext:purpose": "month" } },
      }),
    ),
  ],
  "key-policies": [
    mutant("a right that no row has", "DataKey", statement("DataKey", "Tables", { Action: "kms:*" })),
    mutant(
      "everything but an action, for the account",
      "SealKey",
      grant("SealKey", { NotAction: "kms:Sign", Principal: account, Resource: "*" }),
    ),
    mutant("no tables", "CommunityTable", revoke("DataKey", "Tables")),
  ],
  "key-references": [
    mutant(
      "a table in a key's policy",
      "DataKey",
      grant("DataKey", { Action: "kms:Decrypt", Principal: account, Resource: arn("CommunityTable") }),
    ),
  ],
  "key-rotation": [
    mutant("a key that is never renewed", "DataKey", put("DataKey", "EnableKeyRotation", false)),
    mutant("a signing key that claims to be", "SignKey", put("SignKey", "EnableKeyRotation", true)),
  ],
  "key-window": [mutant("a week", "SealKey", put("SealKey", "PendingWindowInDays", 7))],
  "keyring-closed": [
    mutant(
      "a stream",
      "KeyringTable",
      put("KeyringTable", "StreamSpecification", { StreamViewType: "NEW_IMAGE" }),
    ),
    mutant("a replica", "AuditKeysTable", append("AuditKeysTable", "Replicas", { Region: "us-west-2" })),
    mutant("an export", "KeyringTable", statement("KeyringTable", "NoCopies", { Action: ["dynamodb:Scan"] })),
    mutant(
      "a Kinesis stream",
      "KeyringTable",
      put("KeyringTable", "Replicas.0.KinesisStreamSpecification", { StreamArn: "arn" }),
    ),
  ],
  "seal-key": [
    mutant(
      "everything but an action",
      "SealKey",
      grant("SealKey", { NotAction: "kms:Sign", Principal: account, Resource: "*" }),
    ),
    mutant(
      "a service",
      "SealKey",
      grant("SealKey", {
        Action: "kms:Decrypt",
        Principal: { Service: "backup.amazonaws.com" },
        Resource: "*",
      }),
    ),
    mutant(
      "the account",
      "SealKey",
      grant("SealKey", { Action: "kms:Decrypt", Principal: account, Resource: "*" }),
    ),
    mutant(
      "another purpose",
      "SealKey",
      statement("SealKey", "OpenBranchKeys", {
        Condition: { ArnEquals: { "aws:PrincipalArn": [arn("RolesPeople")] } },
      }),
    ),
    mutant("no key", "SealKey", remove("SealKey")),
  ],
};
