import type { Item, Key, Reader } from "../../functions/kernel/ports.ts";
import type { IndexCursor, IndexStore } from "../../functions/kernel/trail-index.ts";

/** A write that a killed worker did not come to. */
export class Killed extends Error {}

/** The index in memory: counts what is asked of it, and ends a worker when its writes are used up. */
export function memoryIndex() {
  const items = new Map<string, Item>();
  const asked = { queries: 0, bytes: 0 };
  const state: { cursor: IndexCursor | undefined; writesLeft: number } = {
    cursor: undefined,
    writesLeft: Number.POSITIVE_INFINITY,
  };
  const name = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const write = (item: Item) => {
    state.writesLeft -= 1;
    if (state.writesLeft < 0) throw new Killed();
    items.set(name(item), item);
  };
  const store: IndexStore = {
    cursor: async () => state.cursor,
    cas: async (cursor) => {
      if ((state.cursor?.version ?? 0) + 1 !== cursor.version) return false;
      state.cursor = cursor;
      return true;
    },
    put: async ({ pk, sk, postings }) => write({ pk, sk, p: postings }),
    add: async ({ pk, sk, count }, end, build) => {
      const there = items.get(name({ pk, sk }));
      const was = there?.build === build ? there : undefined;
      if (was !== undefined && Number(was.end) >= end) return;
      const before = Number(was?.n ?? 0);
      write({ pk, sk, n: before + count, before, end, build });
    },
    rows: async (keys) => keys.map((key) => items.get(name(key))),
  };
  const newestFirst: Reader["newestFirst"] = async (pk, { prefix, limit, after }) => {
    const behind = [...items.values()]
      .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
      .filter(({ sk }) => after === undefined || sk < after)
      .sort((one, other) => (one.sk < other.sk ? 1 : -1));
    const page = behind.slice(0, limit);
    asked.queries += 1;
    asked.bytes += page.reduce((sum, { p }) => sum + (p instanceof Uint8Array ? p.length : 0), 0);
    return { items: page, after: behind.length > limit ? page.at(-1)?.sk : undefined };
  };
  return { items, asked, state, store, rows: { newestFirst } };
}
