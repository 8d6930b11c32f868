import { z } from "zod";
import type { JsonCalls } from "../wire/json-calls.ts";

/** The part of a stream record that the mapping itself looks at; everything goes to the function. */
const streamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    /** Seconds since 1970. */
    ApproximateCreationDateTime: z.number(),
  }),
});
export type StreamRecord = z.output<typeof streamRecord>;

const page = z.object({ Records: z.array(streamRecord), NextShardIterator: z.string().optional() });
/** What one call reads; without an iterator the shard is closed, and read to its end. */
export type Page = z.output<typeof page>;

const shard = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
export type Shard = z.output<typeof shard>;

const description = z.object({
  StreamDescription: z.object({
    Shards: z.array(shard).default([]),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iterator = z.object({ ShardIterator: z.string() });

/** A stream, read as the mapping's function may read it. */
export interface Stream {
  readonly shards: () => Promise<readonly Shard[]>;
  /** An iterator behind a sequence number, or at the oldest record. */
  readonly iterator: (shardId: string, after: string | undefined) => Promise<string>;
  readonly records: (iterator: string, limit: number) => Promise<Page>;
}

export function streamAt(StreamArn: string, call: JsonCalls): Stream {
  return {
    shards: async () => {
      const shards: Shard[] = [];
      let last: string | undefined;
      do {
        const start = last === undefined ? {} : { ExclusiveStartShardId: last };
        const answer = description.parse(await call("DescribeStream", { StreamArn, ...start }));
        shards.push(...answer.StreamDescription.Shards);
        last = answer.StreamDescription.LastEvaluatedShardId;
      } while (last !== undefined);
      return shards;
    },
    iterator: async (ShardId, after) => {
      const position =
        after === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
      const answer = await call("GetShardIterator", { StreamArn, ShardId, ...position });
      return iterator.parse(answer).ShardIterator;
    },
    records: async (ShardIterator, Limit) => page.parse(await call("GetRecords", { ShardIterator, Limit })),
  };
}
