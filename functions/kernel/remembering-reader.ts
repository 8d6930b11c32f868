import type { Item, Key, Reader } from "./ports.ts";

const name = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/**
 * A reader for one request: an item that was read once is not read again, unless consistency is asked for. So the caller's load
 * can bring along what the endpoint will ask for, and the request still makes one call.
 */
export function rememberingReader(reader: Reader): Reader {
  const seen = new Map<string, Item | undefined>();
  const keep = (key: Key, item: Item | undefined): Item | undefined => {
    seen.set(name(key), item);
    return item;
  };
  return {
    newestFirst: reader.newestFirst,
    oldestFirst: reader.oldestFirst,
    get: async (key, options) => {
      if (!options?.consistent && seen.has(name(key))) return seen.get(name(key));
      return keep(key, await reader.get(key, options));
    },
    getAll: async (keys, options) => {
      const missing = options?.consistent ? keys : keys.filter((key) => !seen.has(name(key)));
      // Stryker disable next-line ArrayDeclaration: what was found is only asked for when something was missing.
      const found = missing.length > 0 ? await reader.getAll(missing, options) : [];
      missing.forEach((key, index) => {
        keep(key, found[index]);
      });
      return keys.map((key) => seen.get(name(key)));
    },
  };
}
