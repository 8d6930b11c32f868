import { z } from "zod";
import { type Raw, rawCalls } from "../../../local/dynamodb/raw.ts";
import { facts, tenantControl } from "../tenant.ts";

/** An attribute as DynamoDB's API writes it: its type, and the value. */
export type StoredValue = Readonly<Record<string, unknown>>;
export type StoredItem = Readonly<Record<string, StoredValue>>;

export type TableName = "community" | "keyring" | "audit" | "audit-keys" | "audit-index";

/** Logical ids of the tables that Kith writes now: they are pinned, because a table must never be replaced. */
const logicalIds: Readonly<Record<TableName, string>> = {
  community: "CommunityTable",
  keyring: "KeyringTable",
  audit: "AuditTable",
  "audit-keys": "AuditKeysTable",
  "audit-index": "AuditIndexTable",
};
export const tableNames: readonly TableName[] = [
  "community",
  "keyring",
  "audit",
  "audit-keys",
  "audit-index",
];

const page = z.object({
  Items: z.array(z.record(z.string(), z.record(z.string(), z.unknown()))),
  LastEvaluatedKey: z.optional(z.record(z.string(), z.unknown())),
});

/** The database itself, past every permission. */
export const database: Raw = rawCalls(facts.dynamodbUrl);

/** All tables that the stack has, by physical name. */
export const physicalTables = facts.tables.map(({ physicalId }) => physicalId);

/** The physical name of a table. */
export function physicalName(name: TableName): string {
  const found = facts.tables.find(({ logicalId }) => logicalId === logicalIds[name]);
  if (!found) throw new Error("The stack has no such table.");
  return found.physicalId;
}

/** Every item of a table, as it lies there. */
export const itemsOf = (table: TableName): Promise<readonly StoredItem[]> => scanned(physicalName(table));

/** Every item of a table by its physical name, once what was written before is counted. */
export async function scanned(table: string): Promise<readonly StoredItem[]> {
  await tenantControl.counted();
  const items: StoredItem[] = [];
  let start: unknown;
  do {
    const input = {
      TableName: table,
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    };
    const { Items, LastEvaluatedKey } = page.parse(await database("Scan", input));
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start);
  return items;
}

const counted = z.object({ Count: z.int(), LastEvaluatedKey: z.optional(z.record(z.string(), z.unknown())) });

/** How many items a table holds; those with a sort key, or all. */
export async function countOf(table: TableName, sortKey?: string): Promise<number> {
  const only = sortKey !== undefined && {
    FilterExpression: "sk = :sk",
    ExpressionAttributeValues: { ":sk": { S: sortKey } },
  };
  let [count, start]: [number, unknown] = [0, undefined];
  do {
    const input = { TableName: physicalName(table), ConsistentRead: true, Select: "COUNT", ...only };
    const answer = await database("Scan", { ...input, ...(start ? { ExclusiveStartKey: start } : {}) });
    const page = counted.parse(answer);
    count += page.Count;
    start = page.LastEvaluatedKey;
  } while (start);
  return count;
}

export const putItem = (table: TableName, item: StoredItem): Promise<unknown> =>
  database("PutItem", { TableName: physicalName(table), Item: item });

export const deleteItem = (table: TableName, { pk, sk }: StoredItem): Promise<unknown> =>
  database("DeleteItem", { TableName: physicalName(table), Key: { pk, sk } });

/** The text of a string attribute. */
export const textOf = (item: StoredItem, name: string): string => String(item[name]?.S ?? "");

/** The bytes of a binary attribute, if it is one. */
export const bytesIn = (value: StoredValue | undefined): Buffer | undefined =>
  typeof value?.B === "string" ? Buffer.from(value.B, "base64") : undefined;
