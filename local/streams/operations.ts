import { parseInput } from "../wire/input.ts";
import { renamed } from "./arns.ts";
import { localArn, type StreamCall, type StreamsDatabase } from "./database.ts";
import * as inputs from "./input.ts";
import { STREAM_LABEL } from "./stream-arn.ts";

/** The only one that the template answers: the database may hold tables of other stacks. */
export const listStreams: StreamCall = {
  resource: ({ stack }, input) => {
    const { TableName = "*" } = parseInput(inputs.listStreams, input);
    return `arn:${stack.partition}:dynamodb:${stack.region}:${stack.account}:table/${TableName}/stream/*`;
  },
  call: async (database, input) => {
    const { TableName, Limit, ExclusiveStartStreamArn: start = "" } = parseInput(inputs.listStreams, input);
    const all = streamsOf(database, TableName).filter(({ StreamArn }) => StreamArn > start);
    const Streams = all.slice(0, Limit);
    const last = all.length > Limit ? Streams.at(-1)?.StreamArn : undefined;
    return { Streams, ...(last === undefined ? {} : { LastEvaluatedStreamArn: last }) };
  },
};

interface StreamName {
  readonly StreamArn: string;
  readonly TableName: string;
  readonly StreamLabel: string;
}

function streamsOf({ tables }: StreamsDatabase, name: string | undefined): readonly StreamName[] {
  return [...tables.values()]
    .filter((table) => name === undefined || table.name === name)
    .flatMap(({ name: TableName, streamArn: StreamArn }) =>
      StreamArn === undefined ? [] : [{ StreamArn, TableName, StreamLabel: STREAM_LABEL }],
    )
    .sort((a, b) => (a.StreamArn < b.StreamArn ? -1 : 1));
}

export const describeStream: StreamCall = {
  resource: (_, input) => parseInput(inputs.describeStream, input).StreamArn,
  call: async (database, input) => {
    const asked = parseInput(inputs.describeStream, input);
    const StreamArn = localArn(database, asked.StreamArn);
    return renamed(await database.rawStreams("DescribeStream", { ...asked, StreamArn }), database.arns);
  },
};

export const getShardIterator: StreamCall = {
  resource: (_, input) => parseInput(inputs.getShardIterator, input).StreamArn,
  call: async (database, input) => {
    const asked = parseInput(inputs.getShardIterator, input);
    const StreamArn = localArn(database, asked.StreamArn);
    const answer = await database.rawStreams("GetShardIterator", { ...asked, StreamArn });
    return { ShardIterator: database.arns.outward(String(answer.ShardIterator)) };
  },
};
