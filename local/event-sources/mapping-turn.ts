import type { JsonCalls } from "../wire/json-calls.ts";
import type { Batch, Rest } from "./batch.ts";
import { eventRecord } from "./event.ts";
import type { EventSourceMapping } from "./mappings.ts";
import { positionIn } from "./position.ts";
import { shardReader, type Turn } from "./shard-reader.ts";
import { streamAt } from "./stream.ts";
import { streamReader } from "./stream-reader.ts";

export interface TurnOptions {
  /** Calls DynamoDB Streams as the mapping's function. */
  readonly call: JsonCalls;
  readonly deliver: (batch: Batch) => Promise<Rest["again"]>;
  readonly isStopped: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** What a mapping does again and again: reads its stream to the end. It does not throw. */
export function mappingTurn(mapping: EventSourceMapping, options: TurnOptions): () => Promise<Turn> {
  const { call, deliver, isStopped, onFailure } = options;
  const { streamArn, batchSize, passes } = mapping;
  const stream = streamAt(streamArn, call);
  const { turn } = streamReader(stream.shards, (shardId) =>
    shardReader({
      position: positionIn(shardId, stream),
      batchSize,
      passes: (record) => passes(eventRecord(record, streamArn)),
      deliver,
      isStopped,
    }),
  );
  return async () => {
    try {
      return await turn();
    } catch (error) {
      onFailure(error);
      return "again";
    }
  };
}
