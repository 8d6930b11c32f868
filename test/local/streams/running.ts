import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inject, onTestFinished } from "vitest";
import { runIdentities } from "../../../local/identities.ts";
import type { LoadedStack } from "../../../local/types.ts";
import { type AwsEndpoint, type EndpointOptions, startEndpoint } from "../../../local/wire/endpoint.ts";
import { type JsonCalls, jsonCalls } from "../../../local/wire/json-calls.ts";
import type { TemplateJson } from "../cloudformation/assembly.ts";
import { stackOf } from "../cloudformation/stack.ts";
import { streamTemplate } from "./template.ts";

export interface Streaming {
  readonly stack: LoadedStack;
  readonly endpoint: AwsEndpoint;
  readonly identities: ReturnType<typeof runIdentities>;
  /** DynamoDB Streams, as the function's role may call it. */
  readonly streams: JsonCalls;
  /** DynamoDB, for the operator. */
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly streamArn: string;
}

/** Starts the endpoint of a template on the database that the test files share; it ends with the test. */
export async function startStreaming(
  template: TemplateJson = streamTemplate(),
  options: Partial<EndpointOptions> = {},
): Promise<Streaming> {
  const stack = stackOf(template);
  const identities = runIdentities(stack);
  const endpoint = await startEndpoint({
    ...{ stack, identities: identities.identities, dataFolder: null, dynamodb: inject("dynamodbUrl") },
    invoke: () => Promise.reject(new Error("no functions here")),
    ...options,
  });
  onTestFinished(endpoint.close);
  const { url } = endpoint;
  const { accessKeyId } = identities.credentialsOf(stack.resources.get("Role")?.arn ?? "");
  const config = { endpoint: url, region: "us-east-1", credentials: identities.operator, maxAttempts: 1 };
  return {
    ...{ stack, endpoint, identities, ...namesOf(stack, "Table") },
    streams: jsonCalls({ url, prefix: "DynamoDBStreams_20120810", accessKeyId }),
    dynamodb: new DynamoDBClient(config),
  };
}

export function namesOf(stack: LoadedStack, logicalId: string) {
  const table = stack.resources.get(logicalId);
  const tableName = table?.physicalId ?? "";
  return { tableName, streamArn: `${table?.arn}/stream/2026-01-01T00:00:00.000` };
}

/** An iterator at the oldest record of the only shard. */
export async function iteratorOf(streams: JsonCalls, StreamArn: string): Promise<unknown> {
  const ShardId = await shardOf(streams, StreamArn);
  const asked = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
  return (await streams("GetShardIterator", asked)).ShardIterator;
}

export async function shardOf(streams: JsonCalls, StreamArn: string): Promise<string> {
  const { StreamDescription } = await streams("DescribeStream", { StreamArn });
  return Object(StreamDescription).Shards[0].ShardId;
}
