import type { ObjectStore, SealerState, StateStore, StoredObject } from "../../functions/kernel/log.ts";

/** A bucket in memory. */
export interface Bucket extends ObjectStore {
  readonly objects: Map<string, StoredObject>;
}

export function bucketOf(before: ReadonlyMap<string, StoredObject> = new Map()): Bucket {
  const objects = new Map(before);
  let writes = before.size;
  const write = (key: string, bytes: Uint8Array) => {
    writes += 1;
    objects.set(key, { bytes: Uint8Array.from(bytes), tag: String(writes) });
  };
  return {
    objects,
    get: async (key) => objects.get(key),
    list: async function* (prefix, after = "") {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    },
    putIfAbsent: async (key, bytes) => {
      if (objects.has(key)) return "taken";
      write(key, bytes);
      return "stored";
    },
    putIfMatch: async (key, bytes, tag) => {
      if (objects.get(key)?.tag !== tag) return "changed";
      write(key, bytes);
      return "stored";
    },
  };
}

/** The head's item in memory. */
export interface Head extends StateStore {
  readonly now: () => SealerState | undefined;
}

export function headOf(before?: SealerState): Head {
  let state = before;
  return {
    now: () => state,
    load: async () => state,
    cas: async (next) => {
      if ((state?.version ?? 0) !== next.version - 1) return false;
      state = next;
      return true;
    },
    published: async (size) => {
      if (state !== undefined && state.published < size) state = { ...state, published: size };
    },
  };
}
