import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, inject, it } from "vitest";
import { rawCalls } from "../../../local/dynamodb/raw.ts";
import { startStreaming } from "../streams/running.ts";
import { streamTemplate, tableOf } from "../streams/template.ts";

/** The database would look for expired items by itself, at times that no test can wait for. */
it("items do not expire here, whatever the template says", async () => {
  const TimeToLiveSpecification = { AttributeName: "ttl", Enabled: true };
  const Table = tableOf("KEYS_ONLY", {}, { TimeToLiveSpecification });
  const { dynamodb, tableName: TableName } = await startStreaming(streamTemplate([], { Table }));
  const Item = { pk: { S: "old" }, ttl: { N: "1" } };
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const told = await rawCalls(inject("dynamodbUrl"))("DescribeTimeToLive", { TableName });
  expect(told).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } });
  const read = new GetItemCommand({ TableName, Key: { pk: { S: "old" } }, ConsistentRead: true });
  expect((await dynamodb.send(read)).Item).toEqual(Item);
});
