import { AwsError } from "../types.ts";
import type { Stream, StreamRecord } from "./stream.ts";

/** Where the reading of a shard stands. It is not kept: a later run begins at the oldest record again. */
export interface Position {
  /** The next records; none at the end. When it fails, the next call reads the same. */
  readonly next: () => Promise<readonly StreamRecord[]>;
  /** Whether nothing more can come: the shard is closed, and read to its end. */
  readonly isAtEnd: () => boolean;
}

/** The most that one call gives. */
const LARGEST_PAGE = 1000;

/** Reads a shard from its oldest record, each record once. */
export function positionIn(shardId: string, stream: Stream): Position {
  let last: string | undefined;
  let iterator: string | undefined;
  let ended = false;
  const read = async (): Promise<readonly StreamRecord[]> => {
    iterator ??= await stream.iterator(shardId, last);
    const { Records, NextShardIterator } = await stream.records(iterator, LARGEST_PAGE);
    iterator = NextShardIterator;
    ended = iterator === undefined;
    last = Records.at(-1)?.dynamodb.SequenceNumber ?? last;
    return Records;
  };
  return {
    next: async () => {
      if (ended) return [];
      try {
        return await read();
      } catch (error) {
        // An iterator is good for 15 minutes; what was after a record that is gone begins with the oldest one.
        iterator = undefined;
        if (error instanceof AwsError && error.code === "TrimmedDataAccessException") last = undefined;
        throw error;
      }
    },
    isAtEnd: () => ended,
  };
}
