import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { Key } from "../../kernel/ports.ts";
import { unavailable } from "../failures.ts";
import type { StoredItem } from "../items.ts";
import { dayLane } from "./keys.ts";
import type { Position } from "./position.ts";

/** Items that one query of a lane asks for; a leaf has about 1 KB. */
const pageSize = 25;

/** An item of the trail, whatever someone may have made of it. */
export interface TrailItem extends Key {
  readonly leaf: Uint8Array | undefined;
}

export interface LaneSource {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit`. */
  readonly table: string;
}

/** What of a lane is still to be read. */
interface Rest {
  readonly pk: string;
  readonly position: Position | undefined;
  readonly lane: number;
}

/** Of two items with one sort key the one in the higher lane comes first, so a lower lane has its own still to come. */
const conditionOf = ({ pk, position, lane }: Rest): Partial<QueryCommandInput> =>
  position === undefined
    ? { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: pk } } }
    : {
        KeyConditionExpression: `pk = :pk AND sk ${lane < position.lane ? "<=" : "<"} :sk`,
        ExpressionAttributeValues: { ":pk": { S: pk }, ":sk": { S: position.sk } },
      };

const query = async (
  { client, table }: LaneSource,
  rest: Rest,
  start: StoredItem | undefined,
): Promise<QueryCommandOutput> => {
  const command = new QueryCommand({
    TableName: table,
    ...conditionOf(rest),
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

const trailItem = ({ pk, sk, l }: StoredItem): TrailItem => ({
  pk: pk?.S ?? "",
  sk: sk?.S ?? "",
  leaf: l?.B,
});

/** The items of one lane of a day, newest first; read page by page, as far as they are asked for. */
async function* laneNewestFirst(source: LaneSource, rest: Rest): AsyncGenerator<TrailItem, undefined> {
  let start: StoredItem | undefined;
  do {
    const page = await query(source, rest, start);
    yield* (page.Items ?? []).map(trailItem);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

interface Head {
  readonly lane: AsyncGenerator<TrailItem, undefined>;
  readonly item: TrailItem;
}

const headOf = async (lane: AsyncGenerator<TrailItem, undefined>): Promise<readonly Head[]> => {
  const { value: item } = await lane.next();
  return item === undefined ? [] : [{ lane, item }];
};

const isBefore = (one: TrailItem, other: TrailItem): boolean =>
  one.sk === other.sk ? one.pk > other.pk : one.sk > other.sk;

const newest = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>(
    (best, head) => (best && isBefore(best.item, head.item) ? best : head),
    undefined,
  );

/** The items of a day after a position, merged over its lanes, newest first. */
export async function* dayNewestFirst(
  source: LaneSource,
  day: string,
  lanes: number,
  position: Position | undefined,
): AsyncGenerator<TrailItem, undefined> {
  const starts = Array.from({ length: lanes }, (_, lane) =>
    laneNewestFirst(source, { pk: dayLane(day, lane), position, lane }),
  );
  let heads = (await Promise.all(starts.map(headOf))).flat();
  for (let head = newest(heads); head !== undefined; head = newest(heads)) {
    yield head.item;
    const taken = head;
    heads = [...heads.filter((other) => other !== taken), ...(await headOf(taken.lane))];
  }
}
