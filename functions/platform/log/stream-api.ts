import { hash } from "node:crypto";
import {
  type AttributeValue,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { type CommitRecord, type Shard, type StreamApi, trimmed } from "../../kernel/log-stream.ts";
import { unavailable } from "../failures.ts";

export interface StreamApiOptions {
  readonly client: Pick<DynamoDBStreamsClient, "send">;
  /** Physical name of `audit`. */
  readonly table: string;
}

/** DynamoDB Streams of the audit table. Every failure but a trimmed shard is Problem `unavailable`. */
export const streamApi = (options: StreamApiOptions): StreamApi => ({
  current: () => currentStream(options),
  shards: (stream) => shardsOf(options, stream),
  iterator: async (stream, shard, after) => {
    const from =
      after === undefined
        ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
        : ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after } as const);
    const command = new GetShardIteratorCommand({ StreamArn: stream, ShardId: shard, ...from });
    const answer = await unlessTrimmed(options.client.send(command));
    return answer === trimmed ? trimmed : present(answer.ShardIterator);
  },
  records: async (iterator) => {
    const answer = await unlessTrimmed(
      options.client.send(new GetRecordsCommand({ ShardIterator: iterator })),
    );
    if (answer === trimmed) return trimmed;
    return { records: (answer.Records ?? []).map(recordOf), next: answer.NextShardIterator };
  },
});

async function unlessTrimmed<T>(call: Promise<T>): Promise<T | typeof trimmed> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TrimmedDataAccessException) return trimmed;
    throw unavailable(error);
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw unavailable(new Error("Half an answer of a stream."));
  return value;
}

/** A table that lost its stream and got another has both for a day: the newest is the one that it writes to. */
async function currentStream({ client, table }: StreamApiOptions): Promise<string> {
  const answer = await unlessTrimmed(client.send(new ListStreamsCommand({ TableName: table })));
  const streams = answer === trimmed ? [] : (answer.Streams ?? []);
  const newest = streams.toSorted((one, other) =>
    (one.StreamLabel ?? "") < (other.StreamLabel ?? "") ? 1 : -1,
  )[0];
  return present(newest?.StreamArn);
}

async function shardsOf({ client }: StreamApiOptions, stream: string): Promise<readonly Shard[]> {
  const shards: Shard[] = [];
  let last: string | undefined;
  do {
    const command = new DescribeStreamCommand({ StreamArn: stream, ExclusiveStartShardId: last });
    const answer = await unlessTrimmed(client.send(command));
    const { Shards = [], LastEvaluatedShardId } = answer === trimmed ? {} : (answer.StreamDescription ?? {});
    for (const { ShardId, ParentShardId } of Shards)
      shards.push({ id: present(ShardId), parent: ParentShardId });
    last = LastEvaluatedShardId;
  } while (last !== undefined);
  return shards;
}

const kinds: Readonly<Record<string, CommitRecord["kind"]>> = {
  INSERT: "insert",
  MODIFY: "modify",
  REMOVE: "remove",
};

type Image = Readonly<Record<string, AttributeValue>>;

function recordOf({ eventName, dynamodb = {}, userIdentity }: StreamRecord): CommitRecord {
  const { Keys = {}, NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = dynamodb;
  const kind = kinds[String(eventName)];
  if (kind === undefined) throw unavailable(new Error("A record of an unknown kind."));
  return {
    kind,
    key: { pk: Keys.pk?.S ?? "", sk: Keys.sk?.S ?? "" },
    leaf: leafIn(NewImage),
    before: imageHash(OldImage),
    after: imageHash(NewImage),
    sequence: present(SequenceNumber),
    at: ApproximateCreationDateTime?.getTime() ?? 0,
    service: userIdentity?.PrincipalId,
  };
}

/** Its bytes, when the item is nothing but its key and a leaf. */
function leafIn(image: Image = {}): Uint8Array | undefined {
  return Object.keys(image).length === 3 ? image.l?.B : undefined;
}

/** SHA-256 of an item: names in order, binary values in base64. */
function imageHash(image: Image | undefined): string | undefined {
  if (image === undefined) return undefined;
  const entries = Object.entries(image).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash("sha256", JSON.stringify(entries, bytesAsText), "hex");
}

const bytesAsText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
