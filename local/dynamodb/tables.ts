import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { AwsError } from "../types.ts";
import type { Fields } from "../wire/operation.ts";
import type { Raw } from "./raw.ts";
import type { Table } from "./template.ts";

const described = z.object({
  Table: z.object({
    KeySchema: z.unknown(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  }),
});
type Kept = z.output<typeof described>["Table"];

/**
 * Makes the tables and streams that are not there yet.
 *
 * @throws Error when a kept table has other keys, indexes or a stream of another view than the template: it is left as
 *   it is.
 */
export async function createTables(raw: Raw, tables: Iterable<Table>): Promise<void> {
  for (const table of tables) {
    const kept = await raw("DescribeTable", { TableName: table.name }).catch(absent);
    if (kept === undefined) await raw("CreateTable", creation(table));
    else await adapt(raw, table, described.parse(kept).Table);
  }
}

function absent(error: unknown): undefined {
  if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
  throw error;
}

function creation(table: Table): Fields {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = table.properties;
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema,
    AttributeDefinitions,
    ...(GlobalSecondaryIndexes.length === 0 ? {} : { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes.length === 0 ? {} : { LocalSecondaryIndexes }),
    ...streamOf(table),
  };
}

function streamOf({ properties }: Table): Fields {
  const { StreamSpecification: stream } = properties;
  return stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } };
}

/** A stream can be added to a table that is there, as CloudFormation adds it. */
async function adapt(raw: Raw, table: Table, kept: Kept): Promise<void> {
  const { name, properties } = table;
  compare(table, kept);
  const view = kept.StreamSpecification?.StreamViewType;
  const wanted = properties.StreamSpecification?.StreamViewType;
  if (view === wanted) return;
  if (view !== undefined)
    throw new Error(`the kept table ${name} has another stream than the template; start with an empty store`);
  await raw("UpdateTable", { TableName: name, ...streamOf(table) });
}

function compare({ name, properties }: Table, kept: Kept): void {
  const { KeySchema, GlobalSecondaryIndexes } = kept;
  const names = (indexes: readonly { IndexName: string }[]) =>
    indexes.map(({ IndexName }) => IndexName).sort();
  const same =
    isDeepStrictEqual(KeySchema, properties.KeySchema) &&
    isDeepStrictEqual(names(GlobalSecondaryIndexes), names(properties.GlobalSecondaryIndexes));
  if (!same)
    throw new Error(
      `the kept table ${name} has other keys or indexes than the template; start with an empty store`,
    );
}
