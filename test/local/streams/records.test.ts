import { DeleteItemCommand, DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { iteratorOf, namesOf, type Streaming, shardOf, startStreaming } from "./running.ts";
import { readStreams, streamTemplate, tableOf, useKey } from "./template.ts";

const item = (pk: string, n: string) => ({ pk: { S: pk }, n: { N: n } });
const put = ({ dynamodb }: Streaming, TableName: string, pk: string, n = "1") =>
  dynamodb.send(new PutItemCommand({ TableName, Item: item(pk, n) }));
const remove = ({ dynamodb }: Streaming, TableName: string, pk: string) =>
  dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: pk } } }));
const recordsOf = async ({ streams }: Streaming, StreamArn: string) =>
  Object((await streams("GetRecords", { ShardIterator: await iteratorOf(streams, StreamArn) })).Records);

describe("a stream", () => {
  it("has a record of each change, in the order of the changes of an item", async () => {
    const running = await startStreaming();
    const { tableName, streamArn } = running;
    await put(running, tableName, "a", "1");
    await put(running, tableName, "a", "2");
    await remove(running, tableName, "a");
    const common = { eventVersion: "1.1", eventSource: "aws:dynamodb", awsRegion: "us-east-1" };
    const dynamodb = { Keys: { pk: { S: "a" } }, StreamViewType: "NEW_AND_OLD_IMAGES" };
    expect(await recordsOf(running, streamArn)).toMatchObject([
      { ...common, eventName: "INSERT", dynamodb: { ...dynamodb, NewImage: item("a", "1") } },
      {
        ...common,
        eventName: "MODIFY",
        dynamodb: { ...dynamodb, OldImage: item("a", "1"), NewImage: item("a", "2") },
      },
      { ...common, eventName: "REMOVE", dynamodb: { ...dynamodb, OldImage: item("a", "2") } },
    ]);
  });

  it("has no record of a put or a delete that changes nothing", async () => {
    const running = await startStreaming();
    await put(running, running.tableName, "a");
    await put(running, running.tableName, "a");
    await remove(running, running.tableName, "b");
    expect(await recordsOf(running, running.streamArn)).toHaveLength(1);
  });

  it.each([
    ["KEYS_ONLY", []],
    ["NEW_IMAGE", ["NewImage"]],
    ["OLD_IMAGE", ["OldImage"]],
    ["NEW_AND_OLD_IMAGES", ["NewImage", "OldImage"]],
  ])("of %s has the images %j of a change", async (view, images) => {
    const running = await startStreaming(streamTemplate([readStreams], { Table: tableOf(view) }));
    await put(running, running.tableName, "a", "1");
    await put(running, running.tableName, "a", "2");
    const [, change] = await recordsOf(running, running.streamArn);
    expect(
      Object.keys(change.dynamodb)
        .filter((name) => name.endsWith("Image"))
        .toSorted(),
    ).toEqual(images);
  });

  it("gives the first record to whoever began to read while there was none", async () => {
    const running = await startStreaming(
      streamTemplate([readStreams, useKey], { Other: tableOf("KEYS_ONLY") }),
    );
    const { streams, stack, tableName, streamArn } = running;
    const ShardId = await shardOf(streams, streamArn);
    const latest = { StreamArn: streamArn, ShardId, ShardIteratorType: "LATEST" };
    const iterators = [
      await iteratorOf(streams, streamArn),
      (await streams("GetShardIterator", latest)).ShardIterator,
    ];
    await put(running, namesOf(stack, "Other").tableName, "other");
    await put(running, tableName, "first");
    for (const ShardIterator of iterators)
      expect(Object((await streams("GetRecords", { ShardIterator })).Records)).toHaveLength(1);
  });

  it("is trimmed for whoever asks for what was before its oldest record", async () => {
    const running = await startStreaming(
      streamTemplate([readStreams, useKey], { Other: tableOf("KEYS_ONLY") }),
    );
    const { streams, stack, tableName, streamArn } = running;
    const { StreamDescription } = await streams("DescribeStream", { StreamArn: streamArn });
    const [{ ShardId, SequenceNumberRange }] = Object(StreamDescription).Shards;
    for (const pk of ["a", "b", "c"]) await put(running, namesOf(stack, "Other").tableName, pk);
    await put(running, tableName, "first");
    const after = BigInt(SequenceNumberRange.StartingSequenceNumber) + 1n;
    const { ShardIterator } = await streams("GetShardIterator", {
      ...{ StreamArn: streamArn, ShardId, ShardIteratorType: "AFTER_SEQUENCE_NUMBER" },
      SequenceNumber: String(after).padStart(21, "0"),
    });
    await expect(streams("GetRecords", { ShardIterator })).rejects.toMatchObject({
      code: "TrimmedDataAccessException",
    });
  });

  it("goes on behind a sequence number, and where a page ended", async () => {
    const running = await startStreaming();
    const { streams, tableName, streamArn } = running;
    for (const pk of ["a", "b", "c"]) await put(running, tableName, pk);
    const page = await streams("GetRecords", {
      ShardIterator: await iteratorOf(streams, streamArn),
      Limit: 1,
    });
    const [first] = Object(page.Records);
    const rest = await streams("GetRecords", { ShardIterator: page.NextShardIterator });
    const behind = await streams("GetShardIterator", {
      ...{ StreamArn: streamArn, ShardId: await shardOf(streams, streamArn) },
      ...{ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: first.dynamodb.SequenceNumber },
    });
    const same = await streams("GetRecords", { ShardIterator: behind.ShardIterator });
    expect(same.Records).toEqual(rest.Records);
    expect(same.Records).toMatchObject([
      { dynamodb: { Keys: { pk: { S: "b" } } } },
      { dynamodb: { Keys: { pk: { S: "c" } } } },
    ]);
  });
});

describe("the names of streams", () => {
  it("are the template's wherever AWS says one", async () => {
    const running = await startStreaming();
    const { streams, dynamodb, tableName, streamArn, stack } = running;
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
    const StreamLabel = "2026-01-01T00:00:00.000";
    expect(Table).toMatchObject({
      TableArn: stack.resources.get("Table")?.arn,
      LatestStreamArn: streamArn,
      LatestStreamLabel: StreamLabel,
    });
    expect(await streams("ListStreams", { TableName: tableName })).toEqual({
      Streams: [{ StreamArn: streamArn, TableName: tableName, StreamLabel }],
    });
    expect(await streams("DescribeStream", { StreamArn: streamArn })).toMatchObject({
      StreamDescription: { StreamArn: streamArn, StreamLabel, TableName: tableName },
    });
    const ShardIterator = await iteratorOf(streams, streamArn);
    const page = await streams("GetRecords", { ShardIterator });
    for (const iterator of [ShardIterator, page.NextShardIterator])
      expect(String(iterator)).toMatch(new RegExp(`^${streamArn}\\|`));
  });

  it("are listed page by page, those of tables without a stream and of other stacks left out", async () => {
    const more = { Other: tableOf("KEYS_ONLY"), Still: tableOf(undefined) };
    const { streams, stack, streamArn } = await startStreaming(streamTemplate([readStreams], more));
    const expected = [streamArn, namesOf(stack, "Other").streamArn].toSorted();
    const first = await streams("ListStreams", { Limit: 1 });
    const second = await streams("ListStreams", {
      ExclusiveStartStreamArn: first.LastEvaluatedStreamArn,
    });
    const arns = [first, second].map(({ Streams }) => Object(Streams)[0].StreamArn);
    expect([arns, second.LastEvaluatedStreamArn]).toEqual([expected, undefined]);
  });

  it("do not let an iterator of one stream read another", async () => {
    const more = { Other: tableOf("KEYS_ONLY") };
    const running = await startStreaming(streamTemplate([readStreams, useKey], more));
    const { streams, stack, streamArn, tableName } = running;
    await put(running, tableName, "mine");
    const iterator = String(await iteratorOf(streams, streamArn));
    const other = namesOf(stack, "Other").streamArn;
    const forged = iterator.replace(streamArn, other);
    expect(await streams("GetRecords", { ShardIterator: forged })).toMatchObject({ Records: [] });
  });

  it("that the template does not have are not found", async () => {
    const { streams, streamArn } = await startStreaming();
    const StreamArn = streamArn.replace("2026", "2025");
    await expect(streams("DescribeStream", { StreamArn })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    expect(await streams("ListStreams", { TableName: "of-another-stack" })).toEqual({ Streams: [] });
  });
});
