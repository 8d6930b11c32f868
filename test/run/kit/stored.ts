import { tenantControl } from "../tenant.ts";
import { bytesIn, countOf, itemsOf, type StoredItem, type TableName, tableNames, textOf } from "./tables.ts";

/** How many items each table holds. */
export type Counts = Readonly<Record<Exclude<TableName, "audit-index">, number>>;

/** The items of a table whose keys begin so. */
export async function itemsUnder(table: TableName, pk: string, sk = ""): Promise<readonly StoredItem[]> {
  const items = await itemsOf(table);
  return items.filter((item) => textOf(item, "pk").startsWith(pk) && textOf(item, "sk").startsWith(sk));
}

/** Every key and value of the tables as bytes: text as UTF-8, binary values decoded. */
export async function storedBytes(): Promise<readonly Buffer[]> {
  const items = (await Promise.all(tableNames.map(itemsOf))).flat();
  return items.flatMap((item) => [
    Buffer.from(JSON.stringify(item)),
    ...Object.values(item).flatMap((value) => bytesIn(value) ?? []),
  ]);
}

/** Counts what lies in the tables themselves, once everything that was done before is counted by the worker too. */
export async function counts(): Promise<Counts> {
  await tenantControl.counted();
  return countsNow();
}

/** The same at once: after a request that changed nothing, there is nothing to wait for. */
export async function countsNow(): Promise<Counts> {
  const [community, keyring, audit, auditKeys] = await Promise.all([
    countOf("community"),
    countOf("keyring"),
    countOf("audit"),
    countOf("audit-keys"),
  ]);
  return { community, keyring, audit, "audit-keys": auditKeys };
}

/** What was added between two counts, without the trail. */
export const added = (before: Counts, after: Counts) => ({
  community: after.community - before.community,
  keyring: after.keyring - before.keyring,
  "audit-keys": after["audit-keys"] - before["audit-keys"],
});
