import { hash } from "node:crypto";
import type { CommitRecord } from "../../functions/kernel/log-stream.ts";
import { type RecordsPage, type StreamApi, trimmed } from "../../functions/kernel/log-stream.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import type { Chance } from "./random.ts";

interface OpenShard {
  readonly id: string;
  readonly parent: string | undefined;
  readonly records: CommitRecord[];
  /** Records before this one are gone. */
  from: number;
  closed: boolean;
}

/** A stream in memory that splits, trims and answers with empty pages, as DynamoDB's does. */
export interface FakeStream extends StreamApi {
  readonly write: (
    record: Omit<CommitRecord, "sequence" | "before" | "after" | "service">,
    chance: Chance,
  ) => void;
  /** Closes a shard; its items go on in two new ones. */
  readonly split: (chance: Chance) => void;
  /** Lets everything go that is in the stream now. */
  readonly trim: () => void;
  /** Goes on as another stream, without what was in this one. */
  readonly replace: () => void;
}

export function fakeStream(pageSize: number, chance: Chance): FakeStream {
  let name = "stream-1";
  let count = 0;
  let shards: OpenShard[] = [0, 1, 2].map((at) => shard(`s${at}`, undefined));
  const open = () => shards.filter(({ closed }) => !closed);
  const find = (id: string) => shards.find((each) => each.id === id);
  return {
    write: (record, draw) => {
      const target = open()[draw.below(open().length)];
      count += 1;
      const after = record.leaf && hash("sha256", record.leaf, "hex");
      target?.records.push({
        ...{ before: undefined, after, service: undefined, ...record },
        sequence: String(count).padStart(9, "0"),
      });
    },
    split: (draw) => {
      const target = open()[draw.below(open().length)];
      if (target === undefined) return;
      target.closed = true;
      shards.push(...[0, 1].map((at) => shard(`${target.id}.${at}`, target.id)));
    },
    trim: () => {
      for (const each of shards) each.from = each.records.length;
      shards = shards.filter(({ closed }) => !closed);
    },
    replace: () => {
      name = `stream-${Number(name.slice(7)) + 1}`;
      shards = [0, 1].map((at) => shard(`${name}.${at}`, undefined));
    },
    current: async () => name,
    shards: async () => shards.map(({ id, parent }) => ({ id, parent })),
    iterator: async (_, id, after) => {
      const found = find(id);
      if (found === undefined) return trimmed;
      const at =
        after === undefined ? found.from : found.records.findIndex(({ sequence }) => sequence > after);
      const start = at === -1 ? found.records.length : at;
      return start < found.from ? trimmed : `${id}|${start}`;
    },
    records: async (iterator): Promise<RecordsPage | typeof trimmed> => {
      const [id = "", at = ""] = iterator.split("|");
      const found = find(id);
      const start = Number(at);
      if (found === undefined || start < found.from) return trimmed;
      const size = chance.happens(0.2) ? 0 : pageSize;
      const records = found.records.slice(start, start + size);
      const end = start + records.length;
      const over = found.closed && end === found.records.length;
      return { records, next: over ? undefined : `${id}|${end}` };
    },
  };
}

const shard = (id: string, parent: string | undefined): OpenShard => ({
  id,
  parent,
  records: [],
  from: 0,
  closed: false,
});

/** The place of an event in the table. */
export const keyOf = (id: string, day: string): Key => ({ pk: `D#${day}#${id.slice(-1)}`, sk: id });
