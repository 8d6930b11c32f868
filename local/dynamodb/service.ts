import type { Keys } from "../kms/keys.ts";
import { type Arns, renamed } from "../streams/arns.ts";
import type { LoadedStack, Principal } from "../types.ts";
import type { Access, Fields, Operation, Service } from "../wire/operation.ts";
import { tableAccess, tableKeyAccess } from "./access.ts";
import { keyRefused } from "./key-errors.ts";
import type { Parts, Tables } from "./part.ts";
import { partiqlAccess, partiqlOperations } from "./partiql.ts";
import { forwarded } from "./parts.ts";
import type { Raw } from "./raw.ts";
import { transactionWrites } from "./several-parts.ts";
import { checkTableKey } from "./table-key.ts";
import type { Table } from "./template.ts";

/** What the operations of DynamoDB stand on. */
export interface Database {
  readonly stack: LoadedStack;
  readonly tables: Tables;
  readonly keys: Keys;
  readonly raw: Raw;
  readonly arns: Arns;
  readonly now: () => Date;
}

/** Amazon DynamoDB: permissions and table keys are checked here, everything else is Amazon's own database. */
export function dynamodbService(database: Database): Service {
  const rows = [...forwarded].map(([name, parts]) => [name, operation(database, name, parts)] as const);
  const refused = partiqlOperations.map((name) => [name, partiql(database)] as const);
  return { name: "dynamodb", operations: new Map([...rows, ...refused]) };
}

/** Refused before anything is read. */
function partiql({ stack, now }: Database): Operation {
  const tables = `arn:${stack.partition}:dynamodb:${stack.region}:${stack.account}:table/*`;
  return {
    access: (_, caller) => [partiqlAccess(tables, { caller, region: stack.region, now: now() })],
    call: async () => {
      throw new Error("PartiQL was allowed");
    },
  };
}

function operation(database: Database, name: string, parts: Parts): Operation {
  return {
    access: (input, caller) => accesses(database, parts, input, caller),
    call: async (input) => {
      for (const table of tablesIn(database, parts, input)) checkTableKey(database.keys, table);
      const output = await database.raw(name, input);
      if (name === "TransactWriteItems") await barrier(database, input);
      return name === "DescribeTable" ? renamed(output, database.arns) : output;
    },
  };
}

function accesses(database: Database, parts: Parts, input: Fields, caller: Principal): readonly Access[] {
  const { stack, tables, keys } = database;
  const situation = { caller, region: stack.region, now: database.now() };
  const asked = parts(input, tables).map((part) => {
    const arn = `arn:${stack.partition}:dynamodb:${stack.region}:${stack.account}:table/${part.table}`;
    return tableAccess(part, arn, tables.get(part.table), situation);
  });
  const opened = tablesIn(database, parts, input).flatMap((table) =>
    table.kmsKey === undefined
      ? []
      : [{ ...tableKeyAccess(table, keys.find(table.kmsKey), situation), refusal: keyRefused() }],
  );
  return [...asked, ...opened];
}

/** The tables whose items a request reads or writes. */
function tablesIn({ tables }: Database, parts: Parts, input: Fields): readonly Table[] {
  const names = parts(input, tables).flatMap(({ action, table }) =>
    action === "DescribeTable" ? [] : [table],
  );
  return [...new Set(names)].flatMap((name) => tables.get(name) ?? []);
}

/**
 * DynamoDB Local answers a transaction before its store has committed it; a read of one of its items waits for that.
 * Without it a process killed right after the answer loses an acknowledged write.
 */
async function barrier({ raw, tables }: Database, input: Fields): Promise<void> {
  const [, first] = transactionWrites(input)[0] ?? [];
  const table = tables.get(first?.TableName ?? "");
  const item = first?.Item ?? first?.Key;
  if (table === undefined || item === undefined) return;
  const key = Object.fromEntries(table.key.map((name) => [name, item[name]]));
  await raw("GetItem", { TableName: table.name, Key: key, ConsistentRead: true });
}
