/** A seeded source of chance (mulberry32): the same schedule for the same seed. */
export interface Chance {
  /** Whether something of this probability happens. */
  readonly happens: (probability: number) => boolean;
  /** 0 to n - 1. */
  readonly below: (n: number) => number;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { happens: (probability) => next() < probability, below: (n) => Math.floor(next() * n) };
}
