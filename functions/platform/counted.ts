import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { CountedItems } from "../kernel/counted.ts";
import { unavailable } from "./failures.ts";
import { toStored, toStoredItem, toStoredKey } from "./items.ts";

/** Writes counts into a table, by the conditions of which no newer count is overwritten. */
export const countedItems = (client: Pick<DynamoDBClient, "send">, table: string): CountedItems => ({
  add: (key, attributes) =>
    isTrue(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...toStoredItem(attributes), ...toStoredKey(key) },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      ),
    ),

  change: (key, set, { name, was }) => {
    const values = Object.entries({ ...set, [name]: (was ?? 0) + 1 });
    const isAsItWas = was === undefined ? "attribute_not_exists(#counter)" : "#counter = :was";
    const command = new UpdateItemCommand({
      TableName: table,
      Key: toStoredKey(key),
      UpdateExpression: `SET ${values.map((_, at) => `#n${at} = :v${at}`).join(", ")}`,
      ConditionExpression: `attribute_exists(pk) AND ${isAsItWas}`,
      ExpressionAttributeNames: {
        "#counter": name,
        ...Object.fromEntries(values.map(([attribute], at) => [`#n${at}`, attribute])),
      },
      ExpressionAttributeValues: {
        ...(was === undefined ? {} : { ":was": toStored(was) }),
        ...Object.fromEntries(values.map(([, value], at) => [`:v${at}`, toStored(value)])),
      },
    });
    return isTrue(client.send(command));
  },
});

/** A refused condition is an answer; whatever else goes wrong is none. */
async function isTrue(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw unavailable(cause);
  }
}
