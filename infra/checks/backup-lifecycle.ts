import { at, type Found, listOf, ofTypes, property, type StackTemplate, targetOf } from "../template.ts";
import { tablesOf } from "./backup-selection.ts";
import { keyTables } from "./keyring-closed.ts";
import { fault, type Rule } from "./rule.ts";

/** Days that a copy stays in cold storage at least, once it is there. */
const COLD = 90;
/** Days after which no copy of an erased key may be left. */
const LONGEST_KEYS = 30;

export const backupLifecycle: Rule = {
  id: "backup-lifecycle",
  holds:
    "Every backup ends, not before its vault's shortest time and not after its longest, 90 days or more after it went cold; copies of keys end after 30 days.",
  source: "AWS Backup refuses the job, not the deploy: the plan would be green and make no backup",
  faults: ({ template }) =>
    ofTypes(template, "AWS::Backup::BackupPlan").flatMap((plan) =>
      listOf(property(plan, "BackupPlan", "BackupPlanRule")).flatMap((rule) =>
        [rule, ...listOf(at(rule, "CopyActions"))].flatMap((one) =>
          ofLifecycle(template, plan, one, rule === one),
        ),
      ),
    ),
};

function ofLifecycle(template: StackTemplate, plan: Found, one: unknown, own: boolean) {
  const { id } = plan;
  const deleted = at(one, "Lifecycle", "DeleteAfterDays");
  if (typeof deleted !== "number") return [fault(id, "keeps backups for ever", "set DeleteAfterDays")];
  const cold = at(one, "Lifecycle", "MoveToColdStorageAfterDays");
  const { least, most } = own ? bounds(template, one) : { least: 0, most: Number.POSITIVE_INFINITY };
  const wrongs: readonly (readonly [boolean, string, string])[] = [
    [
      typeof cold === "number" && deleted < cold + COLD,
      "deletes what went cold before 90 days",
      "delete 90 days later or more",
    ],
    [
      deleted > most,
      "keeps backups for longer than its vault takes",
      "stay within the vault's MaxRetentionDays",
    ],
    [
      deleted < least,
      "ends backups before its vault lets go of them",
      "stay above the vault's MinRetentionDays",
    ],
    [
      deleted > LONGEST_KEYS && isForKeys(template, plan),
      "keeps copies of members' keys",
      "end them after 30 days",
    ],
  ];
  return wrongs.filter(([isWrong]) => isWrong).map(([, wrong, remedy]) => fault(id, wrong, remedy));
}

function bounds(template: StackTemplate, rule: unknown) {
  const name = targetOf(at(rule, "TargetBackupVault"));
  const vault = ofTypes(template, "AWS::Backup::BackupVault").find(({ id }) => id === name);
  const of = (bound: string) => vault && property(vault, "LockConfiguration", bound);
  return {
    least: Number(of("MinRetentionDays") ?? 0),
    most: Number(of("MaxRetentionDays") ?? Number.POSITIVE_INFINITY),
  };
}

const isForKeys = (template: StackTemplate, plan: Found): boolean =>
  ofTypes(template, "AWS::Backup::BackupSelection")
    .filter((selection) => targetOf(property(selection, "BackupPlanId")) === plan.id)
    .flatMap((selection) => tablesOf(template, selection))
    .some((table) => keyTables.includes(table ?? ""));
