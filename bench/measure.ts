/** The middle one; of an even count, the higher of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** Measures all variants in turns, so that a busy machine slows all of them alike, after one turn that is thrown away. */
export async function inTurns<T>(
  rounds: number,
  variants: readonly (() => Promise<T>)[],
): Promise<readonly T[][]> {
  const all: T[][] = variants.map(() => []);
  for (let round = -1; round < rounds; round++)
    for (const [index, variant] of variants.entries()) {
      const measured = await variant();
      if (round >= 0) all[index]?.push(measured);
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
