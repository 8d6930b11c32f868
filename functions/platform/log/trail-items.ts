import { type DynamoDBClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import { type Clock, day, dayOf } from "../../kernel/clock.ts";
import type { TableItem } from "../../kernel/log-stream.ts";
import { dayLane } from "../audit/keys.ts";
import { unavailable } from "../failures.ts";
import type { StoredItem } from "../items.ts";

export interface TrailItemsOptions {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit`. */
  readonly table: string;
  readonly clock: Clock;
}

/** Every lane that an event id can name. */
const lanes = 8;

/** Items of the audit table from a day (UTC) until tomorrow, strongly consistent: clocks may run ahead. */
export const trailItems = (options: TrailItemsOptions) =>
  async function* (fromDay: string): AsyncGenerator<TableItem, undefined> {
    const last = dayOf(options.clock() + day);
    for (let each = fromDay; each <= last; each = dayOf(Date.parse(each) + day))
      for (let lane = 0; lane < lanes; lane++) yield* partition(options, dayLane(each, lane));
  };

async function* partition(
  { client, table }: TrailItemsOptions,
  pk: string,
): AsyncGenerator<TableItem, undefined> {
  let start: StoredItem | undefined;
  do {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ConsistentRead: true,
      ExclusiveStartKey: start,
    });
    const page: QueryCommandOutput = await client.send(command).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    for (const item of page.Items ?? [])
      yield {
        key: { pk, sk: item.sk?.S ?? "" },
        leaf: Object.keys(item).length === 3 ? item.l?.B : undefined,
      };
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
