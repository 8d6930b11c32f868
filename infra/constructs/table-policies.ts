import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { TableName } from "../tables.ts";

// The table cannot name itself in its own policy without closing a circle; in a table's policy * is that table.
const deny = (sid: string, ...actions: readonly string[]): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: ["*"],
      }),
    ],
  });

/**
 * Nobody makes a copy of the wrapped keys: erasing a member means that no copy is left. Nobody walks through them.
 * UpdateContinuousBackups stays allowed: CloudFormation needs it to turn on point-in-time recovery. No role is excepted for
 * a restore, because there is none yet (docs/decisions/0008).
 */
const noCopies = () =>
  deny(
    "NoCopies",
    "CreateBackup",
    "DeleteTable",
    "EnableKinesisStreamingDestination",
    "ExportTableToPointInTime",
    "RestoreTableToPointInTime",
    "Scan",
  );

/** Events are only ever added. */
const addOnly = () =>
  deny(
    "AddOnly",
    "BatchWriteItem",
    "DeleteItem",
    "PartiQLDelete",
    "PartiQLInsert",
    "PartiQLUpdate",
    "UpdateItem",
  );

/** What nobody may do to a table, whatever IAM allows. */
export const tablePolicy: Readonly<Record<TableName, (() => PolicyDocument) | undefined>> = {
  community: undefined,
  keyring: noCopies,
  audit: addOnly,
  "audit-keys": noCopies,
  "audit-index": undefined,
};
