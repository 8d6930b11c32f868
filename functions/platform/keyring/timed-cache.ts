import { type Clock, minute } from "../../kernel/clock.ts";

/** How long a key may be used without asking again: what is erased or switched off is unreadable everywhere after it. */
export const lifetime = 5 * minute;
const mostEntries = 10_000;

interface Entry<V> {
  readonly value: V;
  readonly readAt: number;
}

export interface TimedCache<V> {
  readonly get: (name: string) => V | undefined;
  /** @param readAt The instant before the value was asked for, in milliseconds. */
  readonly set: (name: string, value: V, readAt: number) => void;
}

/** Remembers values for at most five minutes. Checked at each use; a clock that went backwards ends it too. */
export const timedCache = <V>(clock: Clock): TimedCache<V> => {
  const entries = new Map<string, Entry<V>>();
  return {
    get(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const age = clock() - entry.readAt;
      if (age >= 0 && age <= lifetime) return entry.value;
      entries.delete(name);
      return undefined;
    },
    set(name, value, readAt) {
      entries.delete(name);
      const oldest = entries.size < mostEntries ? undefined : entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(name, { value, readAt });
    },
  };
};
