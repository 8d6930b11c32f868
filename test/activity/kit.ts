import { type Change, changesIn } from "../../functions/activity/changes.ts";
import { countAll } from "../../functions/activity/count.ts";
import type { Counting } from "../../functions/activity/counting.ts";
import type { WriteCounted } from "../../functions/kernel/counted.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { newestKept } from "../../functions/kernel/posted.ts";
import type { MemoryTable } from "../edge/kit/memory-table.ts";

/** A record of a stream of keys, as Lambda hands it over. */
export const record = ({ pk, sk }: Key, sequenceNumber: string) => ({
  eventName: "MODIFY",
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: sequenceNumber },
});

/** Writes counts into a table in memory, all of them or none, with their conditions. */
export const memoryCounted =
  ({ items, apply }: MemoryTable): WriteCounted =>
  async (writes) => {
    const holds = writes.every((write) => {
      const item = items.get(nameOf(write.key));
      return write.kind === "add" ? !item : item !== undefined && item[write.counter] === write.was;
    });
    for (const write of holds ? writes : []) {
      const { key } = write;
      if (write.kind === "add") apply({ kind: "put", table: "community", key, attributes: write.attributes });
      else {
        const set = { ...write.set, [write.counter]: (write.was ?? 0) + 1 };
        apply({ kind: "update", table: "community", key, refuses: "in-progress", set, when: {} });
      }
    }
    return holds;
  };
const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The worker on a table in memory. */
export const countingOn = (table: MemoryTable, more: Partial<Counting> = {}): Counting => ({
  reader: table.reader,
  write: memoryCounted(table),
  pause: async () => undefined,
  kept: newestKept,
  ...more,
});

/** Lets the worker count everything that a table holds, as if all of it had just been written. */
export async function countEverything(table: MemoryTable): Promise<void> {
  const records = [...table.items.values()].map((item, at) => record(item, String(at)));
  const changes: readonly Change[] = changesIn({ Records: records });
  await countAll(changes, countingOn(table), (cause) => {
    throw cause;
  });
}
