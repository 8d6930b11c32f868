import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  daily,
  keysBounds,
  longTermBounds,
  monthly,
  ofKeys,
} from "../../infra/constructs/backup-lifecycle.ts";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { example, ofType, resource, synthesized, type Template, templateOf } from "./assembly.ts";
import { oneLine, statementsBy } from "./policies.ts";

const made = (name: string, change: (text: string) => string = (text) => text) =>
  templateOf(synthesized(name, { "a.yaml": change(example) }), "kith-example");
const template = made("backups");
const att = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const grantsOf = (of: Template) => statementsBy(of, /^Backups(\w+)Policy[0-9A-F]{8}$/);
const rulesOf = (of: Template, plan: string) => resource(of, plan).Properties.BackupPlan.BackupPlanRule;
const selected = (of: Template, selection: string) =>
  resource(of, selection).Properties.BackupSelection.Resources;

describe("backups", () => {
  it("select the tables by name, each where it belongs, and wrapped keys in their own plan alone", () => {
    expect(selected(template, "BackupSelection")).toEqual([att("CommunityTable"), att("AuditTable")]);
    expect(selected(template, "KeyringBackupSelection")).toEqual([
      att("KeyringTable"),
      att("AuditKeysTable"),
    ]);
    const selections = ofType(template, "AWS::Backup::BackupSelection");
    expect(selections).toHaveLength(2);
    for (const { Properties } of selections) {
      expect(Properties.BackupSelection.ListOfTags, "a selection by tags can match nothing").toBeUndefined();
    }
  });

  it("follow a restored table", () => {
    const moved = made("backups-restored", (text) =>
      text.replace("data: {}", 'data: {tables: {audit: {physical: "audit-restored"}}}'),
    );
    expect(JSON.stringify(selected(moved, "BackupSelection"))).toContain(":table/audit-restored");
    expect(JSON.stringify(resource(moved, "BackupSelection"))).not.toContain("AuditTable");
    expect(JSON.stringify(grantsOf(moved).Backup)).toContain(":table/audit-restored");
  });

  it("lie in locked vaults under the backup key, which can be unlocked until the file says otherwise", () => {
    const vaults = ofType(template, "AWS::Backup::BackupVault");
    expect(vaults.map(({ id, Properties }) => [id, Properties.LockConfiguration])).toEqual([
      ["BackupVault", { MinRetentionDays: 7, MaxRetentionDays: 7_320 }],
      ["KeyringBackupVault", { MinRetentionDays: 7, MaxRetentionDays: 30 }],
    ]);
    for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of vaults) {
      expect(Properties.EncryptionKeyArn).toEqual(att("BackupKey"));
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    }
  });

  it("are locked for good only where the account is confirmed", () => {
    const final = made("backups-final", (text) =>
      text
        .replace("environment: test", "environment: production")
        .replace("identity:\n", 'identity:\n  callbackUrls: ["https://community.example.org/in"]\n')
        .replace("    years: 7", "    mode: governance\n    years: 7")
        .replace(
          /vaultLock:\n.*\n {4}mode: governance/,
          'vaultLock: {mode: compliance, confirmForAccount: "111122223333"}',
        ),
    );
    for (const { Properties } of ofType(final, "AWS::Backup::BackupVault")) {
      expect(Properties.LockConfiguration.ChangeableForDays).toBe(3);
    }
  });

  it("of the keys begin after those of the tables, and are over within a window", () => {
    const starts = (plan: string) =>
      rulesOf(template, plan).map((rule: { ScheduleExpression: string; StartWindowMinutes: number }) => [
        rule.ScheduleExpression,
        rule.StartWindowMinutes,
      ]);
    expect(starts("BackupPlan")).toEqual([
      ["cron(0 4 * * ? *)", 60],
      ["cron(0 4 1 * ? *)", 60],
    ]);
    expect(starts("KeyringBackupPlan")).toEqual([["cron(0 0/6 * * ? *)", 60]]);
  });

  it("go to no other account while the file names none, and all but the monthly ones to the one it names", () => {
    expect(JSON.stringify(template)).not.toContain("CopyActions");
    const vault = "arn:aws:backup:us-west-2:444455556666:backup-vault:kith-example";
    const copied = made("backups-copied", (text) =>
      text.replace("recovery: none", `recovery: {vaultArn: "${vault}"}`),
    );
    const copies = ["BackupPlan", "KeyringBackupPlan"]
      .flatMap((plan) => rulesOf(copied, plan))
      .map((rule: { RuleName: string; CopyActions?: unknown }) => [rule.RuleName, rule.CopyActions]);
    const to = (days: number) => [{ DestinationBackupVaultArn: vault, Lifecycle: { DeleteAfterDays: days } }];
    expect(copies).toEqual([
      ["daily", to(14)],
      ["monthly", undefined],
      ["six-hourly", to(30)],
    ]);
    expect(JSON.stringify(ofType(copied, "AWS::IAM::ManagedPolicy"))).toContain(vault);
  });

  it("can be copied out of a vault by its own plan alone", () => {
    for (const { id, Properties } of ofType(template, "AWS::Backup::BackupVault")) {
      const role = resource(template, id.replace("Vault", "Selection")).Properties.BackupSelection.IamRoleArn;
      expect(Properties.AccessPolicy.Statement).toEqual([
        expect.objectContaining({
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "backup:CopyFromBackupVault",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": role } },
        }),
      ]);
    }
  });

  it("are made in roles of their own, which read nothing and leave no copy elsewhere", () => {
    const lines = Object.entries(grantsOf(template)).flatMap(([name, statements]) =>
      statements.map((one) => `${name}: ${oneLine(one)}`),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "Backup: AuditTable.Arn,CommunityTable.Arn | dynamodb:DescribeTable dynamodb:ListTagsOfResource dynamodb:StartAwsBackupJob",
        "Backup: AuditKey.Arn,DataKey.Arn | kms:Decrypt kms:GenerateDataKey | StringEquals kms:ViaService dynamodb.AWS::Region.amazonaws.com",
        "Backup: BackupVault.BackupVaultArn | backup:DescribeBackupVault",
        "KeyringBackup: AuditKeysTable.Arn,KeyringTable.Arn | dynamodb:DescribeTable dynamodb:ListTagsOfResource dynamodb:StartAwsBackupJob",
        "KeyringBackup: AuditKey.Arn,DataKey.Arn | kms:Decrypt kms:GenerateDataKey | StringEquals kms:ViaService dynamodb.AWS::Region.amazonaws.com",
        "KeyringBackup: KeyringBackupVault.BackupVaultArn | backup:DescribeBackupVault",
      ]
    `);
    expect(lines.join()).not.toMatch(/CreateBackup|GetItem|Query|Scan|Restore|Delete|\*/);
  });

  it("are not begun before their permissions are there", () => {
    for (const { DependsOn } of ofType(template, "AWS::Backup::BackupSelection")) {
      expect(DependsOn).toContainEqual(expect.stringMatching(/^Backups\w+Policy/));
    }
  });

  it("are understood by the local run", () => {
    const { resources } = loadStack(synthesized("backups-local", { "a.yaml": example }), "kith-example");
    expect(resources.get("KeyringBackupVault")?.physicalId).toMatch(/^kith-example-keys-\w+$/);
  });
});

describe("how long a backup lives", () => {
  const within = ({ deleteAfterDays }: typeof daily, bounds: typeof keysBounds) =>
    deleteAfterDays >= bounds.minRetentionDays && deleteAfterDays <= bounds.maxRetentionDays;

  it("fits its vault, and leaves cold storage its ninety days, whatever the file asks for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (years) => {
        const { moveToColdStorageAfterDays = 0, deleteAfterDays } = monthly(years);
        expect(deleteAfterDays).toBeGreaterThanOrEqual(moveToColdStorageAfterDays + 90);
        expect(deleteAfterDays).toBeGreaterThanOrEqual(years * 365);
        expect(within(monthly(years), longTermBounds)).toBe(true);
      }),
    );
    expect(within(daily, longTermBounds)).toBe(true);
    expect(within(ofKeys, keysBounds)).toBe(true);
  });

  it("of wrapped keys is thirty days at most, which the certificate of an erasure counts on", () => {
    expect(ofKeys.deleteAfterDays).toBeLessThanOrEqual(30);
    expect(keysBounds.maxRetentionDays).toBe(30);
    expect(rulesOf(template, "KeyringBackupPlan")[0].Lifecycle).toEqual({ DeleteAfterDays: 30 });
  });
});

describe("the names of the vaults", () => {
  it("are within what AWS takes for the longest tenant id", () => {
    const id = `a${"b".repeat(24)}`;
    const long = synthesized("backups-long", { "a.yaml": example.replace('"example"', `"${id}"`) });
    for (const { physicalId } of loadStack(long, `kith-${id}`).byType("AWS::Backup::BackupVault")) {
      expect(physicalId).toMatch(/^[a-zA-Z0-9_-]{2,50}$/);
    }
  });
});
