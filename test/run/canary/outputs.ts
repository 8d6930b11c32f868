import { bytesIn, itemsOf, physicalTables, type StoredItem, scanned, type TableName } from "../kit/tables.ts";
import { tenantControl } from "../tenant.ts";

/** Something that comes out of the tenant, by where it stands. */
export type Outputs = Readonly<Record<string, readonly string[]>>;

/** Everything that the tenant keeps or writes, apart from its answers. */
export async function kept(): Promise<Outputs> {
  const tables = await Promise.all(
    physicalTables.map(async (name) => [`table ${name}`, (await scanned(name)).flatMap(textsOf)] as const),
  );
  const buckets = await Promise.all(
    (["AuditWormBucket", "AuditEdgeBucket"] as const).map(async (name) => {
      const objects = await tenantControl.objects(name);
      return [`objects of ${name}`, objects.flatMap(textsOfObject)] as const;
    }),
  );
  return {
    "function log": (await tenantControl.functionLogs()).map((line) => JSON.stringify(line)),
    "access log": await tenantControl.accessLog(),
    "decisions of IAM": (await tenantControl.decisions()).map((entry) => JSON.stringify(entry)),
    ...Object.fromEntries([...tables, ...buckets]),
  };
}

/** The items of one table, as {@link kept} gives them. */
export const keptIn = async (table: TableName): Promise<Outputs> => ({
  [table]: (await itemsOf(table)).flatMap(textsOf),
});

type BucketObject = Awaited<ReturnType<typeof tenantControl.objects>>[number];
const textsOfObject = ({ key, tags, body }: BucketObject): readonly string[] => [
  JSON.stringify({ key, tags }),
  Buffer.from(body ?? "", "base64").toString("latin1"),
];

/** An item as it lies in the table, and the bytes of its binary attributes as text. */
const textsOf = (item: StoredItem): readonly string[] => [
  JSON.stringify(item),
  ...Object.values(item).flatMap((value) => bytesIn(value)?.toString("latin1") ?? []),
];
