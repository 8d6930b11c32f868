import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { runbookOf } from "./alarms.ts";
import type { Vaults } from "./backups.ts";
import { pinned } from "./names.ts";
import type { Tables } from "./tables.ts";

/** An event of AWS of which somebody is told at once. */
interface WatchedEvent {
  readonly id: string;
  readonly runbook: string;
  readonly says: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What of the event the message shows: ids and names of AWS's own, never who did it. */
  readonly shows: Readonly<Record<string, string>>;
}

/** Calls that take a safeguard away. Of the whole account and region: who guards one key looks at every other as well. */
const guards = {
  "kms.amazonaws.com": ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
  "dynamodb.amazonaws.com": [
    "DeleteResourcePolicy",
    "DeleteTable",
    "ExportTableToPointInTime",
    "PutResourcePolicy",
    "RestoreTableFromAwsBackup",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
  ],
  "backup.amazonaws.com": [
    "DeleteBackupPlan",
    "DeleteBackupSelection",
    "DeleteBackupVaultLockConfiguration",
    "DeleteRecoveryPoint",
    "PutBackupVaultAccessPolicy",
    "StartRestoreJob",
    "UpdateRegionSettings",
  ],
};

const ENDED_BADLY = ["ABORTED", "EXPIRED", "FAILED"];

function events(tables: Tables, vaults: Vaults): readonly WatchedEvent[] {
  return [
    {
      id: "GuardsTouched",
      runbook: "guards-touched",
      says: "Somebody disabled a key, changed who may use it, or touched what guards tables and backups.",
      pattern: {
        source: Object.keys(guards).map((service) => `aws.${service.slice(0, service.indexOf("."))}`),
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventSource: Object.keys(guards), eventName: Object.values(guards).flat() },
      },
      shows: { call: "$.detail.eventName", at: "$.detail.eventTime", event: "$.detail.eventID" },
    },
    {
      id: "BackupFailed",
      runbook: "backup-failed",
      says: "A backup of this tenant did not come to its end.",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: { state: ENDED_BADLY, backupVaultArn: [vaults.longTerm.arn, vaults.keys.arn] },
      },
      shows: { call: "$.detail.state", at: "$.time", event: "$.detail.backupJobId" },
    },
    {
      id: "CopyFailed",
      runbook: "copy-failed",
      says: "A copy of a backup did not reach the second account.",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Copy Job State Change"],
        detail: { state: ENDED_BADLY },
      },
      shows: { call: "$.detail.state", at: "$.time", event: "$.detail.copyJobId" },
    },
    {
      // A table's policy cannot refuse it (docs/decisions/0016), so at least it is seen.
      id: "KeysCopied",
      runbook: "keys-copied",
      says: "The keyring or the audit keys are being copied into a vault that is not theirs.",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: {
          resourceArn: [tables.keyring.arn, tables["audit-keys"].arn],
          backupVaultArn: [{ "anything-but": [vaults.keys.arn] }],
        },
      },
      shows: { call: "$.detail.state", at: "$.time", event: "$.detail.backupJobId" },
    },
  ];
}

/** Tells the topic of events of AWS. @returns ARNs of the rules, which the topic's policy has to let in. */
export function watchEvents(
  parent: Construct,
  {
    tables,
    vaults,
    topicArn,
  }: { readonly tables: Tables; readonly vaults: Vaults; readonly topicArn: string },
): readonly string[] {
  const scope = new Construct(parent, "WatchedEvents");
  return events(tables, vaults).map(({ id, runbook, says, pattern, shows }) => {
    const text = `${says} <call>, <at>, event <event>. ${runbookOf(runbook)}`;
    const rule = new CfnRule(scope, id, {
      description: `${says} ${runbookOf(runbook)}`,
      eventPattern: pattern,
      state: "ENABLED",
      targets: [
        {
          id: "alarms",
          arn: topicArn,
          inputTransformer: { inputPathsMap: { ...shows }, inputTemplate: JSON.stringify(text) },
        },
      ],
    });
    return pinned(`${id}Rule`, rule).attrArn;
  });
}
