import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Violation } from "../../kernel/log.ts";
import type { Key } from "../../kernel/ports.ts";
import { unavailable } from "../failures.ts";
import { toStoredItem } from "../items.ts";

/** Digits of an index in a key, so that keys stand in order. */
const digits = 16;

/** How all their sort keys begin: a log of 10^15 entries is more than anybody writes. DynamoDB knows no empty prefix. */
export const violationPrefix = "0";

/** Where a violation lies in `audit-keys`, so that nobody has to search the log for it. */
export const violationKey = (index: number): Key => ({
  pk: "VIOL#log",
  sk: String(index).padStart(digits, "0"),
});

/** Notes a violation once: again it changes nothing. */
export const noteViolation =
  (client: Pick<DynamoDBClient, "send">, table: string) =>
  async ({ index, at, kind }: Violation): Promise<void> => {
    const put = new PutItemCommand({
      TableName: table,
      Item: toStoredItem({ ...violationKey(index), at, kind }),
      ConditionExpression: "attribute_not_exists(pk)",
    });
    await client.send(put).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw unavailable(error);
    });
  };
