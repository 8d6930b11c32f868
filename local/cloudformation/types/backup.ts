import { arn } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const vaultName = (naming: Naming): string => naming.required("BackupVaultName");

/** Nothing is backed up here: the names are for what refers to them. */
export const backup: ResourceTypes = {
  "AWS::Backup::BackupVault": {
    ref: vaultName,
    attributes: {
      BackupVaultArn: (naming) => arn(naming, "backup", `backup-vault:${vaultName(naming)}`),
      BackupVaultName: vaultName,
    },
  },
  "AWS::Backup::BackupPlan": {
    ref: (naming) => naming.uuid(),
    attributes: {
      BackupPlanArn: (naming) => arn(naming, "backup", `backup-plan:${naming.uuid()}`),
      BackupPlanId: (naming) => naming.uuid(),
    },
  },
  "AWS::Backup::BackupSelection": { ref: (naming) => naming.uuid(), attributes: {} },
};
