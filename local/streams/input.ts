import { z } from "zod";

/** The inputs of DynamoDB Streams' operations, strict: a member that nobody acts on is refused. */
const streamArn = z
  .string()
  .regex(/^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]{3,255}\/stream\/[\w:.-]{1,100}$/u);
const shardId = z.string().min(28).max(65);

export const listStreams = z.strictObject({
  TableName: z.exactOptional(z.string().regex(/^[\w.-]{3,255}$/u)),
  Limit: z.int().min(1).max(100).default(100),
  ExclusiveStartStreamArn: z.exactOptional(streamArn),
});

export const describeStream = z.strictObject({
  StreamArn: streamArn,
  Limit: z.exactOptional(z.int().min(1).max(100)),
  ExclusiveStartShardId: z.exactOptional(shardId),
});

export const getShardIterator = z.strictObject({
  StreamArn: streamArn,
  ShardId: shardId,
  ShardIteratorType: z.enum(["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]),
  SequenceNumber: z.exactOptional(z.string().min(21).max(40)),
});

/** An iterator is the ARN of its stream, and what the database wrote after that. */
const iterator = z
  .string()
  .max(2048)
  .transform((text) => {
    const end = text.indexOf("|");
    return { arn: text.slice(0, Math.max(end, 0)), rest: text.slice(Math.max(end, 0)) };
  })
  .pipe(z.strictObject({ arn: streamArn, rest: z.string() }));

export const getRecords = z.strictObject({
  ShardIterator: iterator,
  Limit: z.exactOptional(z.int().min(1).max(1000)),
});
