/** The middle one; of an even count, the higher of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** How often to measure: so many rounds, and fewer on a machine so busy that they would take longer than this. */
export interface Turns {
  readonly rounds: number;
  readonly seconds: number;
}

/** Measures all variants in turns, so that a busy machine slows all of them alike, after one turn that is thrown away. */
export async function inTurns<T>(
  { rounds, seconds }: Turns,
  variants: readonly (() => Promise<T>)[],
): Promise<readonly T[][]> {
  const all: T[][] = variants.map(() => []);
  const end = performance.now() + seconds * 1_000;
  for (const variant of variants) await variant();
  for (let round = 0; round < rounds && (round === 0 || performance.now() < end); round++) {
    for (const [index, variant] of variants.entries()) all[index]?.push(await variant());
  }
  return all;
}

/** CPU microseconds of one call, over many of them. */
export async function cpuOf(calls: number, call: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < calls; count++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
