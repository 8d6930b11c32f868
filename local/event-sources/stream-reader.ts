import type { ShardReader, Turn } from "./shard-reader.ts";
import type { Shard, Stream } from "./stream.ts";

/** Reads a stream: its shards at the same time, but each only after its parent. */
export interface StreamReader {
  /** A turn of every shard that may be read. @throws what one of them throws, when the others are done. */
  readonly turn: () => Promise<Turn>;
}

/** @param readerOf makes the reader of a shard; called once for each. */
export function streamReader(
  shardsOf: Stream["shards"],
  readerOf: (shardId: string) => ShardReader,
): StreamReader {
  const readers = new Map<string, ShardReader>();
  const isFinished = (id: string | undefined): boolean => readers.get(id ?? "")?.isFinished() ?? false;
  const reader = (id: string): ShardReader => {
    const known = readers.get(id) ?? readerOf(id);
    readers.set(id, known);
    return known;
  };
  // Shards are listed again only after one has ended or could not be read: until then there are no others.
  let listed: readonly Shard[] | undefined;
  const turn = async (): Promise<Turn> => {
    listed ??= await shardsOf();
    const open = readable(listed, isFinished).map(({ ShardId }) => reader(ShardId));
    const turns = await Promise.allSettled(open.map((one) => one.turn()));
    const failed = turns.find(({ status }) => status === "rejected");
    if (failed !== undefined || open.some((one) => one.isFinished())) listed = undefined;
    if (failed?.status === "rejected") throw failed.reason;
    if (listed === undefined) return turn();
    return turns.some((one) => one.status === "fulfilled" && one.value === "again") ? "again" : "read";
  };
  return { turn };
}

/** The shards that are not done with and whose parent is, or has been trimmed. */
function readable(
  shards: readonly Shard[],
  isFinished: (id: string | undefined) => boolean,
): readonly Shard[] {
  return shards.filter(
    ({ ShardId, ParentShardId: parent }) =>
      !isFinished(ShardId) && (isFinished(parent) || !shards.some((other) => other.ShardId === parent)),
  );
}
