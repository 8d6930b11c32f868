import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import type { Log } from "../../kernel/platform.ts";
import type { Item } from "../../kernel/ports.ts";
import { unavailable } from "../failures.ts";
import { fromStoredItem, toStoredKey } from "../items.ts";
import { jitteredPause, type Pause } from "../pause.ts";
import type { TableName } from "../tables.ts";
import { type Address, addressName, keyTables } from "./addresses.ts";
import { callAws } from "./aws-calls.ts";

/** Items by the name of their address; those that do not exist are absent. */
export type Found = ReadonlyMap<string, Item>;
/** Reads items of both key tables, strongly consistent. @throws Problem `unavailable`. */
export type ReadKeys = (addresses: readonly Address[]) => Promise<Found>;

type Requests = NonNullable<BatchGetItemCommandInput["RequestItems"]>;
type Responses = NonNullable<BatchGetItemCommandOutput["Responses"]>;

/** What DynamoDB takes in one call. */
const mostKeys = 100;
const mostAttempts = 5;

export interface KeyReads {
  readonly dynamodb: Pick<DynamoDBClient, "send">;
  readonly tableName: TableName;
  readonly log: Log;
  readonly pause?: Pause;
}

/** Only the tables that are asked for are named: a function may have been given one of them alone. */
const requestsOf = (addresses: readonly Address[], tableName: TableName): Requests =>
  Object.fromEntries(
    keyTables
      .map((table) => ({ table, keys: addresses.filter((address) => address.table === table) }))
      .filter(({ keys }) => keys.length > 0)
      .map(({ table, keys }) => [tableName(table), { ConsistentRead: true, Keys: keys.map(toStoredKey) }]),
  );

const collect = (
  found: Map<string, Item>,
  responses: Responses,
  addresses: readonly Address[],
  tableName: TableName,
) => {
  for (const table of new Set(addresses.map((address) => address.table))) {
    for (const item of (responses[tableName(table)] ?? []).map(fromStoredItem)) {
      found.set(addressName({ table, pk: item.pk, sk: item.sk }), item);
    }
  }
};

/** DynamoDB may answer in parts; what is left is asked for again, a few times. */
const readBatch = async (from: KeyReads, addresses: readonly Address[]): Promise<Found> => {
  const { dynamodb, tableName, pause = jitteredPause } = from;
  const found = new Map<string, Item>();
  let left = requestsOf(addresses, tableName);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (attempt > 0) await pause(attempt - 1);
    const answer: BatchGetItemCommandOutput = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: left }),
    );
    collect(found, answer.Responses ?? {}, addresses, tableName);
    left = answer.UnprocessedKeys ?? {};
    if (Object.keys(left).length === 0) return found;
  }
  throw unavailable(new Error("Keys stayed unprocessed."));
};

const readAll = async (from: KeyReads, addresses: readonly Address[]): Promise<Found> => {
  const batches = Array.from({ length: Math.ceil(addresses.length / mostKeys) }, (_, at) =>
    addresses.slice(at * mostKeys, (at + 1) * mostKeys),
  );
  const found = await callAws(from.log, () => Promise.all(batches.map((batch) => readBatch(from, batch))));
  return new Map(found.flatMap((part) => [...part]));
};

/** Reads items of both tables together: one call for up to 100 addresses, also when they are asked for side by side. */
export const keyReads = (from: KeyReads): ReadKeys => {
  let gathering: Map<string, Address> | undefined;
  let underWay: Promise<Found> = Promise.resolve(new Map());
  const begin = async (addresses: ReadonlyMap<string, Address>): Promise<Found> => {
    await Promise.resolve();
    gathering = undefined;
    return readAll(from, [...addresses.values()]);
  };
  return (addresses) => {
    if (gathering === undefined) {
      gathering = new Map();
      underWay = begin(gathering);
    }
    for (const address of addresses) gathering.set(addressName(address), address);
    return underWay;
  };
};
