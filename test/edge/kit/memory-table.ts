import type { Conditions, Item, Key, Reader, Value, Write } from "../../../functions/kernel/ports.ts";

const name = ({ pk, sk }: Key): string => `${pk} ${sk}`;

export interface MemoryTable {
  readonly items: Map<string, Item>;
  readonly reader: Reader;
  /** How many calls the reader was asked for. */
  readonly calls: () => number;
  readonly holds: (write: Write) => boolean;
  readonly apply: (write: Write) => void;
}

/** Items in memory, with the conditions of writes. */
export function memoryTable(): MemoryTable {
  const items = new Map<string, Item>();
  let calls = 0;
  const reader: Reader = {
    get: async (key) => {
      calls += 1;
      return items.get(name(key));
    },
    getAll: async (keys) => {
      calls += 1;
      return keys.map((key) => items.get(name(key)));
    },
    newestFirst: async (pk, { prefix, limit, after }) => {
      calls += 1;
      const found = [...items.values()]
        .filter(
          (item) => item.pk === pk && item.sk.startsWith(prefix) && (after === undefined || item.sk < after),
        )
        .toSorted((a, b) => (a.sk < b.sk ? 1 : -1));
      const page = found.slice(0, limit);
      return { items: page, after: found.length > limit ? page.at(-1)?.sk : undefined };
    },
  };
  return {
    items,
    reader,
    calls: () => calls,
    holds: (write) => {
      const item = items.get(name(write.key));
      return write.kind === "create" ? item === undefined : item !== undefined && meets(item, write.when);
    },
    apply: (write) => {
      if (write.kind === "create") items.set(name(write.key), { ...write.attributes, ...write.key });
      if (write.kind === "update")
        items.set(name(write.key), { ...items.get(name(write.key)), ...write.set, ...write.key });
    },
  };
}

const meets = (item: Item, { equals = {}, contains = {} }: Conditions): boolean =>
  Object.entries(equals).every(([attribute, value]) => item[attribute] === value) &&
  Object.entries(contains).every(([attribute, value]) => includes(item[attribute], value));

const includes = (list: Value | undefined, value: string): boolean =>
  Array.isArray(list) && list.some((entry) => entry === value);
