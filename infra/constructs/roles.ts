import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type FunctionName, functionNames, isFunctionName } from "../functions.ts";
import type { TenantConfig } from "../tenant-config.ts";
import type { RoleArnOf } from "./keys.ts";
import { pascal } from "./names.ts";

export type RoleOf = (name: FunctionName) => Role;

/**
 * One role per function, and nothing in it: the grants are managed policies that name the role. Key policies name
 * roles, so a role that named a policy with a key in it would close a circle.
 */
export function functionRoles(parent: Construct): RoleOf {
  const scope = new Construct(parent, "Roles");
  const roles = new Map<FunctionName, Role>(
    functionNames.map((name) => [
      name,
      new Role(scope, pascal(name), { assumedBy: new ServicePrincipal("lambda.amazonaws.com") }),
    ]),
  );
  return (name) => {
    const role = roles.get(name);
    if (role === undefined) throw new Error(`No role for ${name}`);
    return role;
  };
}

/** The roles in which AWS Backup copies tables: one for the long-term plan, one for the keyring and the audit keys. */
export interface BackupRoles {
  readonly backup: Role;
  readonly "keyring-backup": Role;
}

/** Roles of AWS Backup, as empty as {@link functionRoles}: their policies name tables, whose policies name them. */
export function backupRoles(parent: Construct): BackupRoles {
  const scope = new Construct(parent, "BackupRoles");
  const make = (id: string) =>
    new Role(scope, id, { assumedBy: new ServicePrincipal("backup.amazonaws.com") });
  return { backup: make("Backup"), "keyring-backup": make("KeyringBackup") };
}

/** Who is who in the policies of keys. */
export function rolesByParty(roleOf: RoleOf, backup: BackupRoles, { roles }: TenantConfig): RoleArnOf {
  return (party) => {
    if (isFunctionName(party)) return roleOf(party).roleArn;
    return party === "off-boarding" ? roles.offBoarding : backup[party].roleArn;
  };
}
