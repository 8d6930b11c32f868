import type { Conditions, Item, Key, Page, Reader, Value, Write } from "../../../functions/kernel/ports.ts";

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
    newestFirst: async (pk, page) => {
      calls += 1;
      return pageOf(items, pk, page, -1);
    },
    oldestFirst: async (pk, page) => {
      calls += 1;
      return pageOf(items, pk, page, 1);
    },
  };
  return {
    items,
    reader,
    calls: () => calls,
    holds: (write) => {
      const item = items.get(name(write.key));
      if (write.kind === "create") return item === undefined;
      if (write.kind === "advance")
        return item === undefined || String(item[write.by]) < String(write.attributes[write.by]);
      if (write.kind === "put" || write.kind === "count" || write.when === undefined) return true;
      return item !== undefined && meets(item, write.when);
    },
    apply: (write) => {
      const at = name(write.key);
      const before = items.get(at);
      if (["create", "put", "advance", "replace"].includes(write.kind) && "attributes" in write)
        items.set(at, { ...write.attributes, ...write.key });
      if (write.kind === "update") items.set(at, { ...before, ...write.set, ...write.key });
      if (write.kind === "count")
        items.set(at, { ...before, ...added(before, write.add), ...write.set, ...write.key });
      if (write.kind === "remove") items.delete(at);
    },
  };
}

function pageOf(items: Map<string, Item>, pk: string, { prefix, limit, after }: Page, order: 1 | -1) {
  const isBehind = (sk: string): boolean => after === undefined || (order > 0 ? sk > after : sk < after);
  const found = [...items.values()]
    .filter((item) => item.pk === pk && item.sk.startsWith(prefix) && isBehind(item.sk))
    .toSorted((a, b) => (a.sk < b.sk ? -order : order));
  const page = found.slice(0, limit);
  return { items: page, after: found.length > limit ? page.at(-1)?.sk : undefined };
}

const added = (before: Item | undefined, more: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(more).map(([attribute, n]) => [attribute, Number(before?.[attribute] ?? 0) + n]),
  );

const meets = (item: Item, { equals = {}, contains = {} }: Conditions): boolean =>
  Object.entries(equals).every(([attribute, value]) => item[attribute] === value) &&
  Object.entries(contains).every(([attribute, value]) => includes(item[attribute], value));

const includes = (list: Value | undefined, value: string): boolean =>
  Array.isArray(list) && list.some((entry) => entry === value);
