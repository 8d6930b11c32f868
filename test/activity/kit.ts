import { type Change, changesIn } from "../../functions/activity/changes.ts";
import { countAll } from "../../functions/activity/count.ts";
import type { Counting } from "../../functions/activity/counting.ts";
import type { CountedItems } from "../../functions/kernel/counted.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { newestKept } from "../../functions/kernel/posted.ts";
import type { MemoryTable } from "../edge/kit/memory-table.ts";

/** A record of a stream of keys, as Lambda hands it over. */
export const record = ({ pk, sk }: Key, sequenceNumber: string) => ({
  eventName: "MODIFY",
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: sequenceNumber },
});

/** Writes counts into a table in memory, with their conditions. */
export const memoryCounted = ({ items, apply }: MemoryTable): CountedItems => ({
  add: async (key, attributes) => {
    if (items.has(nameOf(key))) return false;
    apply({ kind: "put", table: "community", key, attributes });
    return true;
  },
  change: async (key, set, { name, was }) => {
    const item = items.get(nameOf(key));
    if (!item || item[name] !== was) return false;
    const counted = { ...set, [name]: (was ?? 0) + 1 };
    apply({ kind: "update", table: "community", key, refuses: "in-progress", set: counted, when: {} });
    return true;
  },
});
const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The worker on a table in memory. */
export const countingOn = (table: MemoryTable, more: Partial<Counting> = {}): Counting => ({
  reader: table.reader,
  items: memoryCounted(table),
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
