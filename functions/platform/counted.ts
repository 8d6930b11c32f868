import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { CountedWrite, WriteCounted } from "../kernel/counted.ts";
import { unavailable } from "./failures.ts";
import { toStored, toStoredItem, toStoredKey } from "./items.ts";

/** Writes counts into a table. */
export const writeCounted =
  (client: Pick<DynamoDBClient, "send">, table: string): WriteCounted =>
  async (writes) => {
    const TransactItems = writes.map((write) =>
      write.kind === "add" ? addition(write, table) : change(write, table),
    );
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return true;
    } catch (cause) {
      if (isRefused(cause)) return false;
      throw unavailable(cause);
    }
  };

const addition = (
  { key, attributes }: Extract<CountedWrite, { kind: "add" }>,
  table: string,
): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...toStoredItem(attributes), ...toStoredKey(key) },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

function change(
  { key, set, counter, was }: Extract<CountedWrite, { kind: "change" }>,
  table: string,
): TransactWriteItem {
  const values = Object.entries({ ...set, [counter]: (was ?? 0) + 1 });
  const isAsItWas = was === undefined ? "attribute_not_exists(#counter)" : "#counter = :was";
  return {
    Update: {
      TableName: table,
      Key: toStoredKey(key),
      UpdateExpression: `SET ${values.map((_, at) => `#n${at} = :v${at}`).join(", ")}`,
      ConditionExpression: `attribute_exists(pk) AND ${isAsItWas}`,
      ExpressionAttributeNames: {
        "#counter": counter,
        ...Object.fromEntries(values.map(([attribute], at) => [`#n${at}`, attribute])),
      },
      ExpressionAttributeValues: {
        ...(was === undefined ? {} : { ":was": toStored(was) }),
        ...Object.fromEntries(values.map(([, value], at) => [`:v${at}`, toStored(value)])),
      },
    },
  };
}

/** A condition that did not hold, and somebody who writes the same items at this moment, are answers; all else is none. */
function isRefused(cause: unknown): boolean {
  if (!(cause instanceof TransactionCanceledException)) return false;
  const reasons = (cause.CancellationReasons ?? []).map(({ Code }) => Code).filter((code) => code !== "None");
  const known = ["ConditionalCheckFailed", "TransactionConflict"];
  return reasons.length > 0 && reasons.every((code) => code !== undefined && known.includes(code));
}
