import { DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { jsonCalls } from "../../../local/wire/json-calls.ts";
import { iteratorOf, type Streaming, shardOf, startStreaming } from "./running.ts";
import { readStreams, streamActions, streamTemplate, tableOf, useKey } from "./template.ts";

/** Calls every operation; those that need what an earlier one says get it from the operator. */
async function callAll({ endpoint, identities, streams, streamArn, tableName }: Streaming) {
  const { accessKeyId } = identities.operator;
  const operator = jsonCalls({ url: endpoint.url, prefix: "DynamoDBStreams_20120810", accessKeyId });
  const ShardId = await shardOf(operator, streamArn);
  const ShardIterator = await iteratorOf(operator, streamArn);
  endpoint.decisions.clear();
  const calls = [
    ["ListStreams", { TableName: tableName }],
    ["DescribeStream", { StreamArn: streamArn }],
    ["GetShardIterator", { StreamArn: streamArn, ShardId, ShardIteratorType: "LATEST" }],
    ["GetRecords", { ShardIterator }],
  ] as const;
  const outcomes: string[] = [];
  for (const [name, input] of calls)
    outcomes.push(
      await streams(name, input).then(
        () => "done",
        ({ code }) => code,
      ),
    );
  return outcomes;
}

const ALL_DONE = ["done", "done", "done", "done"];
const DENIED = "AccessDeniedException";
const NO_RECORDS = ["done", "done", "done", DENIED];

/** A table whose stream has this statement in a policy of its own. */
function tableWith(Statement: object): object {
  const PolicyDocument = { Version: "2012-10-17", Statement };
  return tableOf("KEYS_ONLY", { ReplicaStreamSpecification: { ResourcePolicy: { PolicyDocument } } });
}

describe("a stream is read by whoever may", () => {
  it("do each action on the stream, and decrypt with the key of its table", async () => {
    const running = await startStreaming();
    expect(await callAll(running)).toEqual(ALL_DONE);
    const { streamArn, stack, endpoint } = running;
    const all = `${stack.resources.get("Table")?.arn}/stream/*`;
    expect(endpoint.decisions.entries()).toMatchObject([
      { action: "dynamodb:ListStreams", resource: all },
      { action: "dynamodb:DescribeStream", resource: streamArn },
      { action: "dynamodb:GetShardIterator", resource: streamArn },
      { action: "dynamodb:GetRecords", resource: streamArn },
      { action: "kms:Decrypt", resource: stack.resources.get("Key")?.arn, decision: "allow" },
    ]);
  });

  it.each(streamActions)("and not by whoever may all but %s", async (missing) => {
    const others = streamActions.filter((action) => action !== missing);
    const running = await startStreaming(streamTemplate([{ ...readStreams, Action: others }, useKey]));
    expect(await callAll(running)).toEqual(
      streamActions.map((action) => (action === missing ? DENIED : "done")),
    );
  });

  it("and not by whoever may read the table only", async () => {
    const Resource = { "Fn::GetAtt": ["Table", "Arn"] };
    const onTable = { Effect: "Allow", Action: "dynamodb:*", Resource };
    expect(await callAll(await startStreaming(streamTemplate([onTable, useKey])))).toEqual(
      Array(4).fill(DENIED),
    );
  });

  it("by permission of the stream's own policy", async () => {
    const AWS = { "Fn::GetAtt": ["Role", "Arn"] };
    const Table = tableWith({ Effect: "Allow", Principal: { AWS }, Action: streamActions, Resource: "*" });
    // The policy is one stream's: a list of streams is not of it.
    expect(await callAll(await startStreaming(streamTemplate([], { Table })))).toEqual([
      DENIED,
      "done",
      "done",
      "done",
    ]);
  });

  it("and not against the stream's own policy", async () => {
    const Table = tableWith({
      Effect: "Deny",
      Principal: "*",
      Action: "dynamodb:GetRecords",
      Resource: "*",
    });
    expect(await callAll(await startStreaming(streamTemplate([readStreams], { Table })))).toEqual(NO_RECORDS);
  });
});

describe("the key of a stream's table", () => {
  const conditions = (more: object) => ({
    ...useKey,
    Condition: { StringEquals: { ...useKey.Condition.StringEquals, ...more } },
  });

  it.each([
    ["without a grant", []],
    [
      "with a grant for the way through DynamoDB, of which AWS documents nothing",
      [conditions({ "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" })],
    ],
    [
      "with a grant for another table",
      [conditions({ "kms:EncryptionContext:aws:dynamodb:tableName": "other" })],
    ],
    ["with a grant for another account", [conditions({ "kms:CallerAccount": "444455556666" })]],
  ])("does not open records %s", async (_, grants) => {
    const running = await startStreaming(streamTemplate([readStreams, ...grants]));
    expect(await callAll(running)).toEqual(NO_RECORDS);
  });

  it("is asked about the service on the way, and that is an error", async () => {
    const grant = { ...useKey, Condition: { Bool: { "aws:ViaAWSService": "false" } } };
    const running = await startStreaming(streamTemplate([readStreams, grant]));
    expect(await callAll(running)).toEqual(["done", "done", "done", "MalformedPolicyDocumentException"]);
  });

  it("does not open records while it is disabled", async () => {
    const running = await startStreaming();
    const { endpoint, identities, stack } = running;
    const kms = new KMSClient({
      endpoint: endpoint.url,
      region: "us-east-1",
      credentials: identities.operator,
    });
    await kms.send(new DisableKeyCommand({ KeyId: stack.resources.get("Key")?.physicalId }));
    expect(await callAll(running)).toEqual(NO_RECORDS);
  });
});
