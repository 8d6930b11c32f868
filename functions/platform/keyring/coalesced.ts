import type { Clock } from "../../kernel/clock.ts";
import { timedCache } from "./timed-cache.ts";

/** Something to be loaded. Two of the same name are the same. */
export interface Wanted<V, What> {
  readonly name: string;
  /** What `load` needs to know of it. */
  readonly what: What;
  /** Whether a remembered value will do; any does unless given. */
  readonly suits?: (remembered: V) => boolean;
}

/** Loads values, by name; what does not exist is absent from the answer. */
export type Load<V, What> = (missing: readonly What[]) => Promise<ReadonlyMap<string, V>>;

export interface Coalesced<V, What> {
  /** The values in the order asked for; all that are neither remembered nor under way are loaded by one call. */
  readonly all: (wanted: readonly Wanted<V, What>[]) => Promise<readonly (V | undefined)[]>;
  /** @param readAt The instant before the value was asked for, in milliseconds; now unless given. */
  readonly remember: (name: string, value: V, readAt?: number) => void;
}

/** Remembers what `load` gives for at most five minutes, and lets concurrent misses share one load. Absence is not remembered. */
export const coalesced = <V, What>(clock: Clock, load: Load<V, What>): Coalesced<V, What> => {
  const cache = timedCache<V>(clock);
  const underWay = new Map<string, Promise<V | undefined>>();

  const loadNow = async (missing: ReadonlyMap<string, What>): Promise<ReadonlyMap<string, V>> => {
    const readAt = clock();
    try {
      const loaded = await load([...missing.values()]);
      for (const [name, value] of loaded) cache.set(name, value, readAt);
      return loaded;
    } finally {
      for (const name of missing.keys()) underWay.delete(name);
    }
  };
  const start = (missing: ReadonlyMap<string, What>): void => {
    const loading = loadNow(missing);
    for (const name of missing.keys()) {
      underWay.set(
        name,
        loading.then((loaded) => loaded.get(name)),
      );
    }
  };
  const remembered = ({ name, suits = () => true }: Wanted<V, What>): V | undefined => {
    const value = cache.get(name);
    return value !== undefined && suits(value) ? value : undefined;
  };

  return {
    async all(wanted) {
      const known = wanted.map(remembered);
      const missing = wanted.filter(({ name }, at) => known[at] === undefined && !underWay.has(name));
      if (missing.length > 0) start(new Map(missing.map(({ name, what }) => [name, what])));
      return Promise.all(wanted.map(({ name }, at) => Promise.resolve(known[at] ?? underWay.get(name))));
    },
    remember: (name, value, readAt = clock()) => cache.set(name, value, readAt),
  };
};
