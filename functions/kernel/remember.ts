import type { Clock } from "./clock.ts";

export interface Remembered<T> {
  readonly get: (name: string) => T | undefined;
  readonly set: (name: string, value: T) => void;
}

/**
 * A small memory with an end: entries older than `lifetime` (milliseconds) are not given out, nor entries from the future
 * (the clock went backwards); the oldest go when there are more than `capacity`.
 */
export function remember<T>(options: { clock: Clock; lifetime: number; capacity: number }): Remembered<T> {
  const entries = new Map<string, { value: T; since: number }>();
  const fresh = (since: number): boolean => {
    const age = options.clock() - since;
    return age >= 0 && age < options.lifetime;
  };
  return {
    get: (name) => {
      const entry = entries.get(name);
      if (entry && fresh(entry.since)) return entry.value;
      // Stryker disable next-line CallExpression: it would go as the oldest; this only frees it sooner.
      entries.delete(name);
      return undefined;
    },
    set: (name, value) => {
      const known = entries.get(name);
      const lasting = known !== undefined && fresh(known.since);
      // What ended begins anew, as the newest.
      if (!lasting) entries.delete(name);
      entries.set(name, { value, since: lasting ? known.since : options.clock() });
      for (const oldest of entries.keys()) {
        if (entries.size <= options.capacity) break;
        entries.delete(oldest);
      }
    },
  };
}
