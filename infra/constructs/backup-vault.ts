import { CfnBackupVault } from "aws-cdk-lib/aws-backup";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { TenantConfig } from "../tenant-config.ts";
import type { Bounds } from "./backup-lifecycle.ts";
import { kept } from "./names.ts";

export interface VaultProps {
  readonly name: string;
  readonly keyArn: string;
  readonly bounds: Bounds;
  readonly lock: TenantConfig["backup"]["vaultLock"];
  /** ARN of the role that alone may copy backups out of the vault. */
  readonly copiedBy: string;
}

/** Days after which a lock in mode compliance can no longer be taken off: the fewest that AWS allows. */
const COOLING_OFF = 3;

/**
 * A locked vault. `ChangeableForDays` makes the lock final, so it stands in the template only once the file confirms
 * it; without it, whoever has the right of IAM can take the lock off.
 */
export function backupVault(scope: Construct, logicalId: string, props: VaultProps): CfnBackupVault {
  const final = props.lock.mode === "compliance" ? { changeableForDays: COOLING_OFF } : {};
  return kept(
    logicalId,
    new CfnBackupVault(scope, logicalId, {
      backupVaultName: props.name,
      encryptionKeyArn: props.keyArn,
      lockConfiguration: { ...props.bounds, ...final },
      accessPolicy: noCopyOut(props.copiedBy),
    }),
  );
}

function noCopyOut(exceptRoleArn: string): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: "NoCopyOut",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["backup:CopyFromBackupVault"],
        resources: ["*"],
        conditions: { ArnNotEquals: { "aws:PrincipalArn": exceptRoleArn } },
      }),
    ],
  });
}
