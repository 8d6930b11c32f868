import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { jsonCalls } from "../../../local/wire/json-calls.ts";
import { iteratorOf, startStreaming } from "./running.ts";

it.each(["GetRecord", "ListTables", "PutItem"])("DynamoDB Streams has no operation %s", async (name) => {
  const { streams } = await startStreaming();
  await expect(streams(name, {})).rejects.toMatchObject({ code: "UnknownOperationException" });
});

it("DynamoDB itself has no operation of its streams", async () => {
  const { endpoint, identities } = await startStreaming();
  const { accessKeyId } = identities.operator;
  const dynamodb = jsonCalls({ url: endpoint.url, prefix: "DynamoDB_20120810", accessKeyId });
  await expect(dynamodb("ListStreams", {})).rejects.toMatchObject({ code: "UnknownOperationException" });
});

it.each([
  ["ListStreams", { ShardFilter: {} }],
  ["ListStreams", { Limit: 101 }],
  ["DescribeStream", { StreamArn: "stream" }],
  ["GetShardIterator", { ShardIteratorType: "AT_TIMESTAMP" }],
  ["GetRecords", { ShardIterator: "iterator" }],
  ["GetRecords", { ShardIterator: "iterator|001|" }],
])("%s with %j is refused", async (name, input) => {
  const { streams } = await startStreaming();
  await expect(streams(name, input)).rejects.toMatchObject({ code: "ValidationException" });
});

it("an iterator that nobody made is refused", async () => {
  const { streams, streamArn } = await startStreaming();
  const ShardIterator = `${streamArn}|001|AAAA`;
  await expect(streams("GetRecords", { ShardIterator })).rejects.toMatchObject({
    code: "ValidationException",
  });
});

it.each([
  ["throttle", "ThrottlingException"],
  ["unavailable", "InternalServerError"],
  ["kms-disabled", "AccessDeniedException"],
  ["expired", "ExpiredIteratorException"],
  ["trimmed", "TrimmedDataAccessException"],
] as const)("a fault %s is answered with %s, once", async (kind, code) => {
  const { endpoint, streams, streamArn } = await startStreaming();
  const ShardIterator = await iteratorOf(streams, streamArn);
  endpoint.faults.add({ service: "dynamodbstreams", operation: "GetRecords", resource: streamArn, kind });
  await expect(streams("GetRecords", { ShardIterator })).rejects.toMatchObject({ code });
  expect(await streams("GetRecords", { ShardIterator })).toHaveProperty("Records");
});

it("a fault of a table is not one of its stream", async () => {
  const { endpoint, streams, streamArn, dynamodb, tableName } = await startStreaming();
  endpoint.faults.add({ service: "dynamodb", kind: "throttle" });
  await iteratorOf(streams, streamArn);
  expect(endpoint.faults.pending()).toBe(1);
  const put = new PutItemCommand({ TableName: tableName, Item: { pk: { S: "a" } } });
  await expect(dynamodb.send(put)).rejects.toThrow("Rate exceeded");
});

it("a call can be cut off, and is then not made", async () => {
  const { endpoint, streams, streamArn } = await startStreaming();
  endpoint.faults.add({ service: "dynamodbstreams", kind: "cut" });
  await expect(streams("DescribeStream", { StreamArn: streamArn })).rejects.toThrow("socket hang up");
});
