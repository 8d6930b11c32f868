import { CfnBackupPlan, CfnBackupSelection } from "aws-cdk-lib/aws-backup";
import type { Role } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { TableName } from "../tables.ts";
import type { TenantConfig } from "../tenant-config.ts";
import {
  type Bounds,
  daily,
  keysBounds,
  type Lifecycle,
  longTermBounds,
  monthly,
  ofKeys,
} from "./backup-lifecycle.ts";
import { backupPolicy } from "./backup-policy.ts";
import { backupVault } from "./backup-vault.ts";
import { pinned, stackSuffix } from "./names.ts";
import { output } from "./output.ts";
import type { BackupRoles } from "./roles.ts";
import type { Tables } from "./tables.ts";

export interface Vault {
  readonly name: string;
  readonly arn: string;
}
export interface Vaults {
  readonly longTerm: Vault;
  /** Of the keyring and the audit keys. */
  readonly keys: Vault;
}

export interface BackupsProps {
  readonly config: TenantConfig;
  /** ARN of the customer key of the vaults. */
  readonly keyArn: string;
  readonly tables: Tables;
  readonly roles: BackupRoles;
}

/** One plan with its vault, its role and the tables that it copies. */
interface Plan {
  /** Beginning of the logical ids. */
  readonly id: string;
  readonly vaultName: string;
  readonly bounds: Bounds;
  readonly role: Role;
  readonly tables: readonly TableName[];
  readonly rules: readonly Rule[];
}
interface Rule {
  readonly name: string;
  /** Times of UTC. */
  readonly schedule: string;
  readonly lifecycle: Lifecycle;
  /** Whether the second account gets a copy. */
  readonly copied: boolean;
}

/** Minutes within which a job begins, and within which it is over. */
const BEGINS = 60;
const ENDS = 12 * 60;

/**
 * Both backup plans of a tenant. Wrapped keys have one of their own: no copy of theirs may live longer than the
 * certificate of an erasure says. It runs after the other, so that the keys of what was copied are in a copy. The
 * audit index is derived and in none.
 */
export function tenantBackups(parent: Construct, props: BackupsProps): Vaults {
  const scope = new Construct(parent, "Backups");
  const name = `kith-${props.config.tenant.id}`;
  const longTerm = make(scope, props, {
    id: "Backup",
    vaultName: `${name}-${stackSuffix()}`,
    bounds: longTermBounds,
    role: props.roles.backup,
    tables: ["community", "audit"],
    rules: [
      { name: "daily", schedule: "cron(0 4 * * ? *)", lifecycle: daily, copied: true },
      {
        name: "monthly",
        schedule: "cron(0 4 1 * ? *)",
        lifecycle: monthly(props.config.backup.years),
        copied: false,
      },
    ],
  });
  const keys = make(scope, props, {
    id: "KeyringBackup",
    vaultName: `${name}-keys-${stackSuffix()}`,
    bounds: keysBounds,
    role: props.roles["keyring-backup"],
    tables: ["keyring", "audit-keys"],
    rules: [{ name: "six-hourly", schedule: "cron(0 0/6 * * ? *)", lifecycle: ofKeys, copied: true }],
  });
  output(parent, "BackupVaultName", longTerm.name, "Vault with the backups of the tables.");
  output(
    parent,
    "KeyringBackupVaultName",
    keys.name,
    "Vault with the backups of the keyring and the audit keys.",
  );
  return { longTerm, keys };
}

function make(scope: Construct, props: BackupsProps, plan: Plan): Vault {
  const { config, keyArn } = props;
  const copiesTo = config.recovery === "none" ? [] : [config.recovery.vaultArn];
  const vault = backupVault(scope, `${plan.id}Vault`, {
    name: plan.vaultName,
    keyArn,
    bounds: plan.bounds,
    lock: config.backup.vaultLock,
    copiedBy: plan.role.roleArn,
  });
  const tables = plan.tables.map((name) => props.tables[name]);
  const policy = backupPolicy(scope, `${plan.id}Policy`, plan.role, {
    tables,
    vaultArn: vault.attrBackupVaultArn,
    copiesTo,
  });
  const rules = plan.rules.map((rule) => planRule(rule, vault.ref, copiesTo));
  const made = pinned(
    `${plan.id}Plan`,
    new CfnBackupPlan(scope, `${plan.id}Plan`, {
      backupPlan: { backupPlanName: plan.vaultName, backupPlanRule: rules },
    }),
  );
  const selection = pinned(
    `${plan.id}Selection`,
    new CfnBackupSelection(scope, `${plan.id}Selection`, {
      backupPlanId: made.ref,
      // Named one by one: a selection by tags can match nothing, and nobody would see it.
      backupSelection: {
        selectionName: plan.tables.join("_"),
        iamRoleArn: plan.role.roleArn,
        resources: tables.map(({ arn }) => arn),
      },
    }),
  );
  selection.node.addDependency(policy);
  return { name: vault.ref, arn: vault.attrBackupVaultArn };
}

function planRule({ name, schedule, lifecycle, copied }: Rule, vault: string, copiesTo: readonly string[]) {
  const copies = copied ? copiesTo : [];
  return {
    ruleName: name,
    targetBackupVault: vault,
    scheduleExpression: schedule,
    startWindowMinutes: BEGINS,
    completionWindowMinutes: ENDS,
    lifecycle,
    ...(copies.length === 0
      ? {}
      : {
          copyActions: copies.map((destinationBackupVaultArn) => ({ destinationBackupVaultArn, lifecycle })),
        }),
  };
}
