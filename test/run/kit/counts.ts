import { itemsOf, physicalName, type TableName } from "./tables.ts";

/** How many items each table holds. */
export type Counts = Readonly<Record<TableName, number>>;

const inTable = async (table: TableName): Promise<number> => (await itemsOf(physicalName(table))).length;

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
