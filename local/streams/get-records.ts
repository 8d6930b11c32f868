import { z } from "zod";
import { checkTableKey } from "../dynamodb/table-key.ts";
import { AwsError } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Fields } from "../wire/operation.ts";
import { localArn, type StreamCall, type StreamsDatabase, tableOf } from "./database.ts";
import * as inputs from "./input.ts";

type Asked = z.output<typeof inputs.getRecords>;

const page = z.object({
  Records: z.array(z.record(z.string(), z.unknown())),
  NextShardIterator: z.string().optional(),
});
const shards = z.object({
  StreamDescription: z.object({
    Shards: z.array(
      z.object({
        ShardId: z.string(),
        SequenceNumberRange: z.object({ StartingSequenceNumber: z.string() }),
      }),
    ),
  }),
});

export const getRecords: StreamCall = {
  resource: (_, input) => parseInput(inputs.getRecords, input).ShardIterator.arn,
  call: async (database, input) => {
    const asked = parseInput(inputs.getRecords, input);
    const table = tableOf(database, asked.ShardIterator.arn);
    if (table !== undefined) checkTableKey(database.keys, table);
    const { Records, NextShardIterator: next } = page.parse(await read(database, asked));
    return {
      Records: Records.map((record) => ({ ...record, awsRegion: database.stack.region })),
      // A closed shard that has been read to its end has none.
      ...(next === undefined ? {} : { NextShardIterator: database.arns.outward(next) }),
    };
  },
};

async function read(database: StreamsDatabase, asked: Asked): Promise<Fields> {
  const { Limit = 1000, ShardIterator: iterator } = asked;
  const arn = localArn(database, iterator.arn);
  const from = (ShardIterator: unknown) => database.rawStreams("GetRecords", { ShardIterator, Limit });
  try {
    return await from(`${arn}${iterator.rest}`);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "TrimmedDataAccessException") throw error;
    const beginning = await beginningOf(database, arn, iterator.rest);
    if (beginning === undefined) throw error;
    return from(beginning);
  }
}

/**
 * DynamoDB Local takes the first record of a shard for the oldest that is left, and so refuses an iterator that was made
 * while the shard was still empty: nothing before that record was ever there.
 *
 * @returns an iterator at the shard's beginning; undefined when the given one was not made there.
 */
async function beginningOf(database: StreamsDatabase, arn: string, rest: string): Promise<unknown> {
  const [, , content = ""] = rest.split("|");
  const [ShardId = "", sequenceNumber = ""] = Buffer.from(content, "base64").toString().split("|");
  const { StreamDescription } = shards.parse(await database.rawStreams("DescribeStream", { StreamArn: arn }));
  const shard = StreamDescription.Shards.find((one) => one.ShardId === ShardId);
  // Both are written with the same number of digits.
  if (shard?.SequenceNumberRange.StartingSequenceNumber !== sequenceNumber) return undefined;
  const asked = { StreamArn: arn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
  return (await database.rawStreams("GetShardIterator", asked)).ShardIterator;
}
