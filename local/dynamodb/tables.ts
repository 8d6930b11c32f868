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
  }),
});

/**
 * Makes the tables that are not there yet.
 *
 * @throws Error when a kept table has other keys or indexes than the template: it is left as it is.
 */
export async function createTables(raw: Raw, tables: Iterable<Table>): Promise<void> {
  for (const table of tables) {
    const kept = await raw("DescribeTable", { TableName: table.name }).catch(absent);
    if (kept === undefined) await raw("CreateTable", creation(table));
    else compare(table, kept);
  }
}

function absent(error: unknown): undefined {
  if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
  throw error;
}

function creation({ name, properties }: Table): Fields {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  const { StreamSpecification: stream } = properties;
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema,
    AttributeDefinitions,
    ...(GlobalSecondaryIndexes.length === 0 ? {} : { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes.length === 0 ? {} : { LocalSecondaryIndexes }),
    ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
  };
}

function compare({ name, properties }: Table, kept: Fields): void {
  const { KeySchema, GlobalSecondaryIndexes } = described.parse(kept).Table;
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
