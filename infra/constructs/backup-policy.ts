import { Aws } from "aws-cdk-lib";
import { Effect, ManagedPolicy, PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Table } from "./tables.ts";

export interface BackupGrants {
  readonly tables: readonly Table[];
  readonly vaultArn: string;
  /** Vaults that receive copies. */
  readonly copiesTo: readonly string[];
}

/**
 * What AWS Backup may do in a role: copy its own tables, and nothing else. What of AWS's own policy a table needs, from
 * its page on customer managed policies; never that policy itself, which is about every table of the account. Without `dynamodb:CreateBackup`, so that where AWS Backup's advanced features for
 * DynamoDB are off a job fails, instead of leaving a backup under another key and without lock.
 */
export function backupPolicy(scope: Construct, id: string, role: Role, grants: BackupGrants): ManagedPolicy {
  return new ManagedPolicy(scope, id, {
    roles: [role],
    statements: [
      allow(
        "OwnTables",
        ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"],
        grants.tables.map(({ arn }) => arn),
      ),
      allow("StoredItems", ["kms:Decrypt", "kms:GenerateDataKey"], keysOf(grants.tables), {
        StringEquals: { "kms:ViaService": `dynamodb.${Aws.REGION}.amazonaws.com` },
      }),
      allow("OwnVault", ["backup:DescribeBackupVault"], [grants.vaultArn]),
      ...(grants.copiesTo.length === 0 ? [] : copying(grants)),
    ],
  });
}

function copying({ vaultArn, copiesTo }: BackupGrants): readonly PolicyStatement[] {
  return [
    allow("CopyOut", ["backup:CopyFromBackupVault"], [vaultArn]),
    allow("CopyIn", ["backup:CopyIntoBackupVault"], copiesTo),
  ];
}

function keysOf(tables: readonly Table[]): readonly string[] {
  return [...new Set(tables.map(({ keyArn }) => keyArn))];
}

function allow(
  sid: string,
  actions: string[],
  resources: readonly string[],
  conditions: Record<string, Record<string, string>> = {},
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions,
    resources: [...resources],
    conditions,
  });
}
