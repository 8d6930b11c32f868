import { Stack } from "aws-cdk-lib";
import { CfnGlobalTable } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { streamViews, type TableName, tableKeys } from "../tables.ts";
import { tagsOf } from "../tags.ts";
import type { TenantConfig } from "../tenant-config.ts";
import type { Keys } from "./keys.ts";
import { kept, pascal } from "./names.ts";
import { type Excepted, tablePolicy } from "./table-policies.ts";

/** The table that functions use under a logical name: the stack's own, or a restored one that the tenant file names. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  /** ARN of the key under which AWS stores it. */
  readonly keyArn: string;
  /** ARN of the stream of its changes, where it has one that is read. */
  readonly streamArn?: string;
}
export type Tables = Readonly<Record<TableName, Table>>;

/** Days back to which a table can be restored. */
const RECOVERY_DAYS = 35;

/** Indexes can be added one per release only and their projection is for ever: three stand ready from the first day. */
const spareIndexes = ["gsi1", "gsi2", "gsi3"];

/** Records of idempotency end by themselves; nothing else carries the attribute. In seconds since the epoch. */
const expiry = { attributeName: "ttl", enabled: true };

/** All tables of a tenant. @param backupRoleArn role that alone may back up the keyring and the audit keys. */
export function tenantTables(
  parent: Construct,
  keys: Keys,
  config: TenantConfig,
  backupRoleArn: string,
): Tables {
  const scope = new Construct(parent, "Tables");
  // A table has no tags of its own: each replica has, and the stack's do not reach it.
  const tags = Object.entries(tagsOf(config)).map(([key, value]) => ({ key, value }));
  const excepted = { backup: backupRoleArn, restore: config.roles.breakGlass };
  const make = (name: TableName): Table => {
    const keyArn = keys[tableKeys[name]];
    const id = `${pascal(name)}Table`;
    const replica = { ...replicaOf(name, keyArn, excepted), region: Stack.of(scope).region, tags };
    const own = kept(id, new CfnGlobalTable(scope, pascal(name), properties(name, replica)));
    const restored = config.data.tables[name];
    if (restored === undefined) return { name: own.ref, arn: own.attrArn, keyArn, ...streamOf(name, own) };
    const { physical, ...stream } = restored;
    return { name: physical, arn: tableArn(scope, physical), keyArn, ...stream };
  };
  return {
    community: make("community"),
    keyring: make("keyring"),
    audit: make("audit"),
    "audit-keys": make("audit-keys"),
    "audit-index": make("audit-index"),
  };
}

function properties(name: TableName, replica: CfnGlobalTable.ReplicaSpecificationProperty) {
  const indexes = name === "community" ? spareIndexes : [];
  const streamViewType = streamViews[name];
  const names = ["pk", "sk", ...indexes.flatMap((index) => [`${index}pk`, `${index}sk`])];
  return {
    billingMode: "PAY_PER_REQUEST",
    attributeDefinitions: names.map((attributeName) => ({ attributeName, attributeType: "S" })),
    keySchema: keySchema("pk", "sk"),
    ...(indexes.length === 0 ? {} : { globalSecondaryIndexes: indexes.map(index) }),
    sseSpecification: { sseEnabled: true, sseType: "KMS" },
    ...(name === "community" ? { timeToLiveSpecification: expiry } : {}),
    ...(streamViewType === undefined ? {} : { streamSpecification: { streamViewType } }),
    replicas: [replica],
  };
}

function streamOf(name: TableName, table: CfnGlobalTable): Pick<Table, "streamArn"> {
  return streamViews[name] === undefined ? {} : { streamArn: table.attrStreamArn };
}

function replicaOf(name: TableName, keyArn: string, excepted: Excepted) {
  const policyDocument = tablePolicy[name]?.(excepted);
  return {
    deletionProtectionEnabled: true,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: RECOVERY_DAYS,
    },
    sseSpecification: { kmsMasterKeyId: keyArn },
    ...(policyDocument === undefined ? {} : { resourcePolicy: { policyDocument } }),
  };
}

function index(indexName: string) {
  return {
    indexName,
    keySchema: keySchema(`${indexName}pk`, `${indexName}sk`),
    projection: { projectionType: "KEYS_ONLY" },
  };
}

function keySchema(hash: string, range: string) {
  return [
    { attributeName: hash, keyType: "HASH" },
    { attributeName: range, keyType: "RANGE" },
  ];
}

function tableArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: "dynamodb", resource: "table", resourceName });
}
