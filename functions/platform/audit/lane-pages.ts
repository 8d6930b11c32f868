import { type DynamoDBClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Item } from "../../kernel/ports.ts";
import { unavailable } from "../failures.ts";
import { fromStoredItem, type StoredItem } from "../items.ts";
import { dayLane } from "./keys.ts";

/** Items that one query of a lane asks for; a leaf has about 1 KB. */
const pageSize = 50;

export interface LaneSource {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit`. */
  readonly table: string;
}

const query = async (
  { client, table }: LaneSource,
  pk: string,
  start: StoredItem | undefined,
): Promise<QueryCommandOutput> => {
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: pk } },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: pageSize,
    ExclusiveStartKey: start,
  });
  try {
    return await client.send(command);
  } catch (cause) {
    throw unavailable(cause);
  }
};

/** The items of one lane of a day, newest first, older than `before`; read page by page, as far as they are asked for. */
async function* laneNewestFirst(
  source: LaneSource,
  pk: string,
  before: string | undefined,
): AsyncGenerator<Item, undefined> {
  let start: StoredItem | undefined = before === undefined ? undefined : { pk: { S: pk }, sk: { S: before } };
  do {
    const page = await query(source, pk, start);
    yield* (page.Items ?? []).map(fromStoredItem);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

interface Head {
  readonly lane: AsyncGenerator<Item, undefined>;
  readonly item: Item;
}

const headOf = async (lane: AsyncGenerator<Item, undefined>): Promise<readonly Head[]> => {
  const { value: item } = await lane.next();
  return item === undefined ? [] : [{ lane, item }];
};

const newest = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>(
    (best, head) => (best && best.item.sk > head.item.sk ? best : head),
    undefined,
  );

/** The items of a day, merged over its lanes by their ids, newest first. */
export async function* dayNewestFirst(
  source: LaneSource,
  day: string,
  lanes: number,
  before: string | undefined,
): AsyncGenerator<Item, undefined> {
  const starts = Array.from({ length: lanes }, (_, lane) =>
    laneNewestFirst(source, dayLane(day, lane), before),
  );
  let heads = (await Promise.all(starts.map(headOf))).flat();
  for (let head = newest(heads); head !== undefined; head = newest(heads)) {
    yield head.item;
    const taken = head;
    heads = [...heads.filter((other) => other !== taken), ...(await headOf(taken.lane))];
  }
}
