import { describe, expect, it } from "vitest";
import type { TableName } from "../../infra/tables.ts";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { tableAccess } from "../../local/dynamodb/access.ts";
import { tablesOf } from "../../local/dynamodb/template.ts";
import { evaluate } from "../../local/iam/evaluate.ts";
import { policiesOf } from "../../local/iam/template.ts";
import type { PolicyDocument } from "../../local/types.ts";
import { example, synthesized } from "./assembly.ts";

const restorer = "arn:aws:iam::111122223333:role/restore";
const named = example.replace("roles: {}", `roles: {breakGlass: "${restorer}"}`);
const stack = loadStack(synthesized("table-policies", { "a.yaml": named }), "kith-example");
const everything: readonly PolicyDocument[] = [
  { Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
];
const roleOf = (selection: string): string => {
  const chosen = stack.resources.get(selection)?.properties.BackupSelection;
  return typeof chosen === "object" && chosen !== null && "IamRoleArn" in chosen
    ? String(chosen.IamRoleArn)
    : "";
};
/** Who asks, each with everything that IAM could give: what is left is the table's own policy. */
const arns = {
  administrator: "arn:aws:iam::111122223333:role/administrator",
  restorer,
  backup: roleOf("BackupSelection"),
  "keyring-backup": roleOf("KeyringBackupSelection"),
};
type Asking = keyof typeof arns;
const asking: readonly Asking[] = ["administrator", "restorer", "backup", "keyring-backup"];

function may(who: Asking, action: string, logicalId: string, policies = everything): boolean {
  const name = stack.resources.get(logicalId)?.physicalId ?? "";
  const table = tablesOf(stack).get(name);
  if (table === undefined) throw new Error(`No table ${logicalId}`);
  const caller = { arn: arns[who], account: stack.account, policies };
  const situation = { caller, region: stack.region, now: new Date(0) };
  const asked = { action, table: name };
  return evaluate(tableAccess(asked, table.arn, table, situation)).decision === "allow";
}

describe.each(["KeyringTable", "AuditKeysTable"])("%s, whatever IAM allows,", (table) => {
  const who = (action: string) => asking.filter((name) => may(name, action, table));

  it("is backed up in the role of its own plan alone", () => {
    expect(who("CreateBackup")).toEqual(["keyring-backup"]);
  });

  it("is restored by the role of the tenant's file alone", () => {
    expect(who("RestoreTableToPointInTime")).toEqual(["restorer"]);
  });

  it.each(["DeleteTable", "EnableKinesisStreamingDestination", "ExportTableToPointInTime", "Scan"])(
    "lets nobody %s",
    (action) => expect(who(action)).toEqual([]),
  );
});

describe("in its own role, AWS Backup", () => {
  const plans: Readonly<Record<"backup" | "keyring-backup", readonly TableName[]>> = {
    backup: ["community", "audit"],
    "keyring-backup": ["keyring", "audit-keys"],
  };
  const ids: Readonly<Record<TableName, string>> = {
    community: "CommunityTable",
    keyring: "KeyringTable",
    audit: "AuditTable",
    "audit-keys": "AuditKeysTable",
    "audit-index": "AuditIndexTable",
  };

  it.each(["backup", "keyring-backup"] as const)("copies the tables of the plan %s alone", (who) => {
    const policies = policiesOf(stack, arns[who]);
    const copied = Object.entries(ids)
      .filter(([, id]) => may(who, "StartAwsBackupJob", id, policies))
      .map(([name]) => name);
    expect(copied).toEqual(plans[who]);
  });

  it.each(["CreateBackup", "GetItem", "Query", "Scan", "DeleteTable", "RestoreTableToPointInTime"])(
    "may not %s",
    (action) => {
      for (const who of ["backup", "keyring-backup"] as const)
        for (const id of Object.values(ids))
          expect(may(who, action, id, policiesOf(stack, arns[who]))).toBe(false);
    },
  );
});
