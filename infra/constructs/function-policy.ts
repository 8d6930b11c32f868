import { Aws } from "aws-cdk-lib";
import { ManagedPolicy, type PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Grants, TableAction, TableGrant } from "../grants.ts";
import { type TableName, tableNames } from "../tables.ts";
import { allow } from "./allow.ts";
import { rawEd25519 } from "./key-uses.ts";
import type { Keys } from "./keys.ts";
import { pascal } from "./names.ts";
import { objectStatements } from "./object-policy.ts";
import type { Tables } from "./tables.ts";
import type { Buckets } from "./trail-buckets.ts";

/** The ARNs of what a function may be granted. */
export interface Granted {
  readonly tenant: string;
  readonly keys: Keys;
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly poolArns: readonly string[];
}

/**
 * What a function may do to items, in a policy of its own: AWS accepts 6,144 characters of one, and both together would be more.
 */
export function itemPolicy(scope: Construct, role: Role, { tables }: Grants, granted: Tables): ManagedPolicy {
  return new ManagedPolicy(scope, "Items", {
    roles: [role],
    statements: tableNames.flatMap((table) => itemStatements(table, tables, granted)),
  });
}

/** Everything else that a function may: with {@link itemPolicy} exactly its grants, each narrowed as far as AWS can express it. */
export function policyStatements(grants: Grants, granted: Granted): readonly PolicyStatement[] {
  return [
    ...storageStatements(grants, granted),
    ...objectStatements(grants, granted.buckets),
    ...streamStatements(grants, granted),
    ...sealStatements(grants, granted),
    ...outboxStatements(grants, granted),
    ...monthStatements(grants, granted),
    ...signStatements(grants, granted),
    ...poolStatements(grants, granted),
  ];
}

function itemStatements(
  table: TableName,
  grants: readonly TableGrant[],
  tables: Tables,
): readonly PolicyStatement[] {
  const prefixes = new Map<TableAction, Set<string>>();
  for (const { prefix, actions } of grants.filter((one) => one.table === table)) {
    for (const action of actions) prefixes.set(action, (prefixes.get(action) ?? new Set()).add(prefix));
  }
  return groupsOf(prefixes).map(({ keys, actions }, at) =>
    allow(
      `${pascal(table)}Items${at + 1}`,
      actions.map((action) => `dynamodb:${action}`),
      tables[table].arn,
      {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
        // ForAllValues is also true of a request that names no key at all.
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    ),
  );
}

/** Actions that reach the same partitions share a statement. */
function groupsOf(prefixes: ReadonlyMap<TableAction, ReadonlySet<string>>) {
  const groups = new Map<string, { readonly keys: readonly string[]; readonly actions: TableAction[] }>();
  for (const [action, set] of prefixes) {
    const keys = [...set].sort().map((prefix) => `${prefix}*`);
    const group = groups.get(keys.join()) ?? { keys, actions: [] };
    groups.set(keys.join(), group);
    group.actions.push(action);
  }
  return [...groups.values()];
}

/** A table under a customer key is open only to callers who may use that key through DynamoDB, for that table. */
function storageStatements(grants: Grants, { tables }: Granted): readonly PolicyStatement[] {
  const used = tableNames.filter((name) => grants.tables.some(({ table }) => table === name));
  const keyArns = [...new Set(used.map((name) => tables[name].keyArn))];
  return keyArns.map((keyArn, at) =>
    allow(`StoredItems${at + 1}`, ["kms:Decrypt"], keyArn, {
      StringEquals: {
        "kms:ViaService": `dynamodb.${Aws.REGION}.amazonaws.com`,
        "kms:EncryptionContext:aws:dynamodb:tableName": used
          .filter((name) => tables[name].keyArn === keyArn)
          .map((name) => tables[name].name),
      },
    }),
  );
}

/**
 * The stream is named by its table: one that was made anew keeps its reader. By which service reading it asks for the key AWS
 * does not say, so the key's use is bound to the table and not to a service.
 */
function streamStatements({ streams }: Grants, { tables }: Granted): readonly PolicyStatement[] {
  return streams.flatMap((name) => [
    allow(
      `${pascal(name)}Stream`,
      ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
        (action) => `dynamodb:${action}`,
      ),
      `${tables[name].arn}/stream/*`,
    ),
    allow(`${pascal(name)}StreamedKeys`, ["kms:Decrypt"], tables[name].keyArn, {
      StringEquals: {
        "kms:CallerAccount": Aws.ACCOUNT_ID,
        "kms:EncryptionContext:aws:dynamodb:tableName": tables[name].name,
      },
    }),
  ]);
}

function sealStatements({ seal }: Grants, { keys, tenant }: Granted): readonly PolicyStatement[] {
  if (seal.length === 0) return [];
  return [
    allow(
      "BranchKeys",
      seal.map((action) => `kms:${action}`),
      keys.seal,
      purpose(tenant, "branch"),
    ),
  ];
}

function outboxStatements({ outbox }: Grants, { keys, tenant }: Granted): readonly PolicyStatement[] {
  if (outbox.length === 0) return [];
  return [
    allow(
      "Outbox",
      outbox.map((action) => `kms:${action}`),
      keys.data,
      purpose(tenant, "outbox"),
    ),
  ];
}

function monthStatements(
  { writesEvents, opensEvents }: Grants,
  { keys, tenant }: Granted,
): readonly PolicyStatement[] {
  if (!writesEvents && !opensEvents) return [];
  const actions = [...(writesEvents ? ["kms:GenerateDataKey"] : []), "kms:Decrypt"];
  return [allow("MonthKeys", actions, keys.audit, purpose(tenant, "month"))];
}

/** Of the key's uses the one that the log's format asks for: nothing else can be signed with it. */
function signStatements({ signs }: Grants, { keys }: Granted): readonly PolicyStatement[] {
  if (!signs) return [];
  return [
    allow("SignHeads", ["kms:Sign"], keys.sign, rawEd25519),
    allow("KnowTheKey", ["kms:GetPublicKey"], keys.sign),
  ];
}

function poolStatements(
  { listsClients, tellsAccounts }: Grants,
  { poolArns }: Granted,
): readonly PolicyStatement[] {
  return [
    ...(listsClients ? [allow("AppClients", ["cognito-idp:ListUserPoolClients"], poolArns)] : []),
    ...(tellsAccounts ? [allow("Accounts", accountActions, poolArns)] : []),
  ];
}

/** None of them reads what a pool knows of a person. */
const accountActions = [
  "cognito-idp:AdminCreateUser",
  "cognito-idp:AdminDisableUser",
  "cognito-idp:AdminEnableUser",
  "cognito-idp:AdminUserGlobalSignOut",
];

function purpose(tenant: string, word: "branch" | "month" | "outbox") {
  return {
    StringEquals: { "kms:EncryptionContext:tenant": tenant, "kms:EncryptionContext:purpose": word },
  };
}
