import { rawCalls } from "../../../local/dynamodb/raw.ts";
import { facts } from "../tenant.ts";

/** The tables by the logical ids that the template pins. */
const logicalIds = {
  community: "CommunityTable",
  keyring: "KeyringTable",
  audit: "AuditTable",
  "audit-keys": "AuditKeysTable",
} as const;
type Table = keyof typeof logicalIds;
type Stored = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How many items each table holds. */
export type Counts = Readonly<Record<Table, number>>;

/** The database itself, past every permission. */
export const stored = rawCalls(facts.dynamodbUrl);

/** The name that a table has in this run. */
export function tableOf(name: Table): string {
  const found = facts.tables.find(({ logicalId }) => logicalId === logicalIds[name]);
  if (!found) throw new Error("The stack has no such table.");
  return found.physicalId;
}

/** The items of a table whose keys begin so. */
export async function itemsUnder(table: Table, pk = "", sk = ""): Promise<readonly Stored[]> {
  const items: Stored[] = [];
  let start: unknown;
  do {
    const from = start === undefined ? {} : { ExclusiveStartKey: start };
    const page = await stored("Scan", { TableName: tableOf(table), ConsistentRead: true, ...from });
    if (Array.isArray(page.Items)) items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items.filter((item) => String(item.pk?.S).startsWith(pk) && String(item.sk?.S).startsWith(sk));
}

/** Every key and value of the tables as bytes: text as UTF-8, binary values decoded. */
export async function storedBytes(): Promise<readonly Buffer[]> {
  const tables = Object.keys(logicalIds) as Table[];
  const items = (await Promise.all(tables.map((table) => itemsUnder(table)))).flat();
  return items.flatMap((item) => [
    Buffer.from(JSON.stringify(item)),
    ...Object.values(item).flatMap(binaryIn),
  ]);
}

const binaryIn = ({ B }: Stored[string]): readonly Buffer[] =>
  typeof B === "string" ? [Buffer.from(B, "base64")] : [];

const inTable = async (table: Table): Promise<number> => (await itemsUnder(table)).length;

/** Counts what lies in the tables themselves. */
export async function counts(): Promise<Counts> {
  return {
    community: await inTable("community"),
    keyring: await inTable("keyring"),
    audit: await inTable("audit"),
    "audit-keys": await inTable("audit-keys"),
  };
}

/** What was added between two counts, without the trail. */
export const added = (before: Counts, after: Counts) => ({
  community: after.community - before.community,
  keyring: after.keyring - before.keyring,
  "audit-keys": after["audit-keys"] - before["audit-keys"],
});
