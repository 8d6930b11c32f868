import { ofTypes, property } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

export const vaultLock: Rule = {
  id: "vault-lock",
  holds: "Every vault is locked: nobody deletes a backup before its time.",
  source: "45 CFR 164.308(a)(7)(ii)(A); the packs of AWS do not look at vaults",
  faults: all(
    each(["AWS::Backup::BackupVault"], {
      unless: (vault) => Number(property(vault, "LockConfiguration", "MinRetentionDays") ?? 0) >= 1,
      wrong: "lets go of backups before their time",
      remedy: "set LockConfiguration.MinRetentionDays",
    }),
    ({ template }) =>
      ofTypes(template, "AWS::Backup::BackupVault").length === 0
        ? [fault("BackupVault", "is missing", "make a locked vault under the key backup")]
        : [],
  ),
};
