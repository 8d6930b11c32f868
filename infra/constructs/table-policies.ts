import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableName } from "../tables.ts";

/** ARNs of the roles that some refusals do not meet. */
export interface Excepted {
  /** Role of the backup plan of the keyring and the audit keys. */
  readonly backup: string;
  /** Role that may restore them, where the tenant's file names one. */
  readonly restore: string | undefined;
}

// The table cannot name itself in its own policy without closing a circle; in a table's policy * is that table.
const deny = (sid: string, actions: readonly string[], except?: string): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: ["*"],
    ...(except === undefined ? {} : { conditions: { ArnNotEquals: { "aws:PrincipalArn": except } } }),
  });

/**
 * Nobody makes a copy of the wrapped keys but their own backup plan, whose copies end after 30 days: erasing a member
 * means that no copy is left. Nobody walks through them. UpdateContinuousBackups stays allowed: CloudFormation needs it
 * to turn on point-in-time recovery. AWS Backup's own action, StartAwsBackupJob, is none that a table's policy can
 * refuse (docs/decisions/0016).
 */
const noCopies = ({ backup, restore }: Excepted) =>
  new PolicyDocument({
    statements: [
      deny("NoCopies", [
        "DeleteTable",
        "EnableKinesisStreamingDestination",
        "ExportTableToPointInTime",
        "Scan",
      ]),
      deny("NoOtherBackup", ["CreateBackup"], backup),
      deny("NoRestore", ["RestoreTableToPointInTime"], restore),
    ],
  });

/** Events are only ever added. */
const addOnly = () =>
  new PolicyDocument({
    statements: [
      deny("AddOnly", [
        "BatchWriteItem",
        "DeleteItem",
        "PartiQLDelete",
        "PartiQLInsert",
        "PartiQLUpdate",
        "UpdateItem",
      ]),
    ],
  });

/** What nobody may do to a table, whatever IAM allows, but for who is excepted. */
export const tablePolicy: Readonly<Record<TableName, ((excepted: Excepted) => PolicyDocument) | undefined>> =
  {
    community: undefined,
    keyring: noCopies,
    audit: addOnly,
    "audit-keys": noCopies,
    "audit-index": undefined,
  };
