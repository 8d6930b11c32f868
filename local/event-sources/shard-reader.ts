import { type Batch, batchesOf, type Rest } from "./batch.ts";
import type { Position } from "./position.ts";
import type { StreamRecord } from "./stream.ts";

/** How one turn ended: at the end of what the shard has, or with a batch that is to be tried again. */
export type Turn = "read" | "again";

/** Reads one shard: one batch after the other, and none before the one before it is done with. */
export interface ShardReader {
  /** Takes batches to the function until the shard has no more, or one fails. @throws whatever reading or invoking throws. */
  readonly turn: () => Promise<Turn>;
  /** Whether the shard is closed and everything in it done with. */
  readonly isFinished: () => boolean;
}

export interface ShardOptions {
  readonly position: Position;
  readonly batchSize: number;
  readonly passes: (record: StreamRecord) => boolean;
  /** Takes a batch to the function, and says what is left of it. */
  readonly deliver: (batch: Batch) => Promise<Rest["again"]>;
  /** Whether nothing is to be begun any more. */
  readonly isStopped: () => boolean;
}

export function shardReader({ position, batchSize, passes, deliver, isStopped }: ShardOptions): ShardReader {
  let waiting: readonly Batch[] = [];
  // Outlives a page that could not be read: what came before it has been read already.
  let gathered: readonly StreamRecord[] = [];
  const gather = async (): Promise<void> => {
    while (gathered.length < batchSize) {
      const page = await position.next();
      if (page.length === 0) break;
      gathered = [...gathered, ...page.filter(passes)];
    }
    waiting = batchesOf(gathered, batchSize);
    gathered = [];
  };
  const turn = async (): Promise<Turn> => {
    while (!isStopped()) {
      if (waiting.length === 0) await gather();
      const [first, ...others] = waiting;
      if (first === undefined) return "read";
      const again = await deliver(first);
      waiting = [...again, ...others];
      if (again.length > 0) return "again";
    }
    return "again";
  };
  return { turn, isFinished: () => position.isAtEnd() && waiting.length + gathered.length === 0 };
}
