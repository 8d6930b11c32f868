import { add, append, attribute, drop, grant, put, remove, statement } from "../edits.ts";
import { arn, type Mutants, mutant, people } from "./mutant.ts";

export const keeping: Mutants = {
  "backup-lifecycle": [
    mutant(
      "a backup for ever",
      "BackupPlan",
      drop("BackupPlan", "BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays"),
    ),
    mutant(
      "cold for less than 90 days",
      "BackupPlan",
      put("BackupPlan", "BackupPlan.BackupPlanRule.1.Lifecycle", {
        MoveToColdStorageAfterDays: 8,
        DeleteAfterDays: 97,
      }),
    ),
    mutant(
      "longer than the vault takes",
      "BackupPlan",
      put("BackupVault", "LockConfiguration.MaxRetentionDays", 400),
    ),
    mutant(
      "shorter than the vault holds",
      "BackupPlan",
      put("BackupVault", "LockConfiguration.MinRetentionDays", 30),
    ),
    mutant(
      "keys of members for a year",
      "KeyringBackupPlan",
      put("KeyringBackupPlan", "BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays", 365),
      put("KeyringBackupVault", "LockConfiguration.MaxRetentionDays", 400),
    ),
  ],
  "backup-selection": [
    mutant(
      "tables by a tag",
      "BackupSelection",
      put("BackupSelection", "BackupSelection.Resources", []),
      put("BackupSelection", "BackupSelection.ListOfTags", [
        { ConditionKey: "backup", ConditionValue: "daily" },
      ]),
    ),
    mutant(
      "a tag beside them",
      "BackupSelection",
      put("BackupSelection", "BackupSelection.ListOfTags", [
        { ConditionKey: "backup", ConditionValue: "daily" },
      ]),
    ),
    mutant(
      "a table of nobody",
      "BackupSelection",
      append(
        "BackupSelection",
        "BackupSelection.Resources",
        "arn:aws:dynamodb:us-east-1:111122223333:table/other",
      ),
    ),
    mutant(
      "keys among the long-term backups",
      "BackupSelection",
      append("BackupSelection", "BackupSelection.Resources", arn("KeyringTable")),
    ),
    mutant("no plan for a table", "CommunityTable", remove("BackupSelection")),
    mutant(
      "restored keys among the long-term backups",
      "BackupSelection",
      put("PeopleFunction", "Environment.Variables.KITH_TABLE_KEYRING", "restored-keyring"),
      append(
        "BackupSelection",
        "BackupSelection.Resources",
        "arn:aws:dynamodb:us-east-1:111122223333:table/restored-keyring",
      ),
    ),
  ],
  "bucket-closed": [
    mutant(
      "a public bucket",
      "AuditWormBucket",
      put("AuditWormBucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", false),
    ),
    mutant(
      "objects of others",
      "AuditWormBucket",
      put("AuditWormBucket", "OwnershipControls.Rules.0.ObjectOwnership", "ObjectWriter"),
    ),
    mutant(
      "no versions",
      "AuditWormBucket",
      put("AuditWormBucket", "VersioningConfiguration.Status", "Suspended"),
    ),
  ],
  "bucket-writes": [
    mutant(
      "a role that deletes",
      people,
      grant(people, { Action: "s3:DeleteObject", Resource: arn("AuditWormBucket") }),
    ),
    mutant(
      "a role that unlocks",
      people,
      grant(people, { Action: "s3:Put*", Resource: arn("AuditWormBucket") }),
    ),
  ],
  kept: [
    mutant("a table", "CommunityTable", attribute("CommunityTable", "DeletionPolicy", "Delete")),
    mutant(
      "a replaced table",
      "CommunityTable",
      attribute("CommunityTable", "UpdateReplacePolicy", "Delete"),
    ),
    mutant("a key", "SealKey", attribute("SealKey", "DeletionPolicy", undefined)),
    mutant("an alias", "SealKeyAlias", attribute("SealKeyAlias", "DeletionPolicy", "Delete")),
    mutant(
      "a snapshot in place of the thing",
      "AuditWormBucket",
      attribute("AuditWormBucket", "DeletionPolicy", "Snapshot"),
    ),
  ],
  "object-lock": [
    mutant("no lock", "AuditWormBucket", drop("AuditWormBucket", "ObjectLockEnabled")),
    mutant(
      "a test environment without years",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Years", 0),
    ),
    mutant(
      "five years in production",
      "AuditWormBucket",
      put("AuditWormBucket", "Tags", [{ Key: "kith:environment", Value: "production" }]),
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Years", 5),
    ),
    mutant(
      "days and years",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Days", 2_555),
    ),
    mutant(
      "a word that S3 does not know",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Mode", "STRICT"),
    ),
    mutant("no bucket", "AuditWormBucket", remove("AuditWormBucket")),
  ],
  "tls-only": [
    mutant("a bucket without a policy", "AuditWormBucket", remove("AuditWormBucketPolicy")),
    mutant(
      "a bucket that refuses one action",
      "AuditWormBucket",
      statement("AuditWormBucketPolicy", "TlsOnly", { Action: "s3:GetObject" }),
    ),
    mutant("a queue", "Queue", add("Queue", "AWS::SQS::Queue")),
    mutant("a topic", "Topic", add("Topic", "AWS::SNS::Topic")),
  ],
  "vault-lock": [
    mutant("a vault without a lock", "BackupVault", drop("BackupVault", "LockConfiguration")),
    mutant(
      "a lock that holds nothing",
      "KeyringBackupVault",
      drop("KeyringBackupVault", "LockConfiguration.MinRetentionDays"),
    ),
    mutant("no vault", "BackupVault", remove("BackupVault"), remove("KeyringBackupVault")),
  ],
};
