import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Attributes, Item, Key, Reader } from "../../kernel/ports.ts";
import type { IndexCount, IndexCursor, IndexStore } from "../../kernel/trail-index.ts";
import { unavailable } from "../failures.ts";
import { toStored, toStoredItem, toStoredKey } from "../items.ts";
import { tableReader } from "../reader.ts";

export interface IndexTable {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit-index`. */
  readonly table: string;
}

/** Where the cursor lies: among the rows, so that whoever drops them all begins anew. */
export const cursorKey: Key = { pk: "CURSOR#index", sk: "CURSOR" };

/** The index of the trail in its table. */
export function indexStore(at: IndexTable): IndexStore {
  const reader = tableReader(at);
  return {
    cursor: () => indexCursor(reader),
    cas: ({ version, ...cursor }) =>
      put(at, cursorKey, { ...cursor, v: version }, version === 1 ? absent : { v: version - 1 }),
    put: async ({ pk, sk, postings }) => {
      await put(at, { pk, sk }, { p: postings, v: 1 });
    },
    add: (count, end, build) => add(at, reader, count, { end, build }),
    rows: (keys) => reader.getAll(keys, { consistent: true }),
  };
}

/** Reads the cursor; undefined before the first segment. */
export async function indexCursor(reader: Pick<Reader, "get">): Promise<IndexCursor | undefined> {
  const item = await reader.get(cursorKey, { consistent: true });
  if (item === undefined) return undefined;
  const of = (name: string): number => numberIn(item, name) ?? 0;
  return {
    version: of("v"),
    indexed: of("indexed"),
    written: of("written"),
    until: of("until"),
    build: of("build"),
  };
}

function numberIn(item: Item, name: string): number | undefined {
  const value = item[name];
  return typeof value === "number" ? value : undefined;
}

/** Up to which leaf a count goes, and in which build. */
interface Upto {
  readonly end: number;
  readonly build: number;
}

async function add(
  at: IndexTable,
  reader: Pick<Reader, "get">,
  { pk, sk, count }: IndexCount,
  { end, build }: Upto,
): Promise<void> {
  const there = await reader.get({ pk, sk }, { consistent: true });
  const was = there && numberIn(there, "build") === build ? there : undefined;
  if (was !== undefined && (numberIn(was, "end") ?? 0) >= end) return;
  const before = (was && numberIn(was, "n")) ?? 0;
  const condition: Condition =
    there === undefined ? absent : { end: numberIn(there, "end") ?? 0, build: numberIn(there, "build") ?? 0 };
  const isDone = await put(at, { pk, sk }, { n: before + count, before, end, build, v: 1 }, condition);
  // Somebody else indexes the same segment at this moment: what they have added is seen.
  if (!isDone) await add(at, reader, { pk, sk, count }, { end, build });
}

const absent = "absent";
type Condition = typeof absent | Readonly<Record<string, number>>;

const conditionOf = (condition: Condition | undefined): Partial<PutItemCommandInput> => {
  if (condition === undefined) return {};
  if (condition === absent) return { ConditionExpression: "attribute_not_exists(pk)" };
  const parts = Object.entries(condition);
  return {
    ConditionExpression: parts.map((_, index) => `#n${index} = :v${index}`).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(parts.map(([name], index) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      parts.map(([, value], index) => [`:v${index}`, toStored(value)]),
    ),
  };
};

/** @returns whether the condition held; then the item is written. */
async function put(
  { client, table }: IndexTable,
  key: Key,
  attributes: Attributes,
  condition?: Condition,
): Promise<boolean> {
  const Item = { ...toStoredItem(attributes), ...toStoredKey(key) };
  try {
    await client.send(new PutItemCommand({ TableName: table, Item, ...conditionOf(condition) }));
    return true;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw unavailable(cause);
  }
}
