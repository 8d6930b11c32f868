import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { Item, Key, Page, PageOf, Reader } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { internal, unavailable } from "./failures.ts";
import { fromStoredItem, type StoredItem, toStoredKey } from "./items.ts";
import { jitteredPause, type Pause } from "./pause.ts";

const mostKeys = 100;
const mostAttempts = 5;

export interface TableReader {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name. */
  readonly table: string;
  /**
   * Told the AWS request id of each page that was read: pages are what holds content, and the id lets an outsider match
   * the event with CloudTrail. Single items (members, programs, settings) are read for every decision and are not told.
   */
  readonly onPage?: (awsRequestId: string) => void;
  readonly pause?: Pause;
}

/** Reads one table. Every failure of DynamoDB is Problem `unavailable`: what cannot be read is never taken for absent. */
export const tableReader = (options: TableReader): Reader => ({
  get: (key, { consistent = false } = {}) => getOne(options, key, consistent),
  getAll: (keys, { consistent = false } = {}) => getMany(options, keys, consistent),
  newestFirst: (pk, { consistent = false, ...page }) =>
    readPage(options, pk, page, { ScanIndexForward: false, ConsistentRead: consistent }),
  oldestFirst: (pk, { consistent = false, ...page }) =>
    readPage(options, pk, page, { ScanIndexForward: true, ConsistentRead: consistent }),
});

const asUnavailable = (cause: unknown): never => {
  throw cause instanceof Problem ? cause : unavailable(cause);
};

const getOne = async (
  { client, table }: TableReader,
  key: Key,
  consistent: boolean,
): Promise<Item | undefined> => {
  const command = new GetItemCommand({ TableName: table, Key: toStoredKey(key), ConsistentRead: consistent });
  const { Item: item } = await client.send(command).catch(asUnavailable);
  return item && fromStoredItem(item);
};

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

const getMany = async (
  options: TableReader,
  keys: readonly Key[],
  consistent: boolean,
): Promise<readonly (Item | undefined)[]> => {
  if (keys.length > mostKeys) throw internal("One call reads at most 100 keys.");
  const wanted = new Map(keys.map((key) => [nameOf(key), toStoredKey(key)]));
  const found = new Map<string, Item>();
  let left = [...wanted.values()];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === mostAttempts) throw unavailable(new Error("Keys stayed unprocessed."));
    if (attempt > 0) await (options.pause ?? jitteredPause)(attempt - 1);
    const answer = await getBatch(options, left, consistent);
    for (const item of answer.items) found.set(nameOf(item), item);
    left = answer.left;
  }
  return keys.map((key) => found.get(nameOf(key)));
};

const getBatch = async ({ client, table }: TableReader, keys: StoredItem[], consistent: boolean) => {
  const request = { [table]: { Keys: keys, ConsistentRead: consistent } };
  const answer: BatchGetItemCommandOutput = await client
    .send(new BatchGetItemCommand({ RequestItems: request }))
    .catch(asUnavailable);
  return {
    items: (answer.Responses?.[table] ?? []).map(fromStoredItem),
    left: answer.UnprocessedKeys?.[table]?.Keys ?? [],
  };
};

type Order = Pick<QueryCommandInput, "ScanIndexForward" | "ConsistentRead">;

const pageQuery = (table: string, pk: string, { prefix, limit, after }: Page): QueryCommandInput => ({
  TableName: table,
  KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
  ExpressionAttributeValues: { ":pk": { S: pk }, ":prefix": { S: prefix } },
  Limit: limit,
  ...(after !== undefined && { ExclusiveStartKey: toStoredKey({ pk, sk: after }) }),
});

const readPage = async (
  options: TableReader,
  pk: string,
  page: Page,
  order: Order,
): Promise<PageOf<Item>> => {
  // DynamoDB refuses a start outside the condition; a cursor is the only thing that can name one.
  if (page.after?.startsWith(page.prefix) === false) throw new Problem("invalid-cursor");
  const query = new QueryCommand({ ...pageQuery(options.table, pk, page), ...order });
  const answer: QueryCommandOutput = await options.client.send(query).catch(asUnavailable);
  if (answer.$metadata.requestId !== undefined) options.onPage?.(answer.$metadata.requestId);
  return { items: (answer.Items ?? []).map(fromStoredItem), after: answer.LastEvaluatedKey?.sk?.S };
};
