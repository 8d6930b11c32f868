/** A mutant, and whether a test noticed it. */
export interface Mutant {
  readonly file: string;
  readonly noticed: boolean;
  readonly mutator: string;
  /** What stood there, and what was put in its place. */
  readonly was: string;
  readonly became: string;
}

/** A mutant that no test noticed. */
export type Survivor = Omit<Mutant, "noticed">;

/** Why it is right that nothing notices it. */
export interface Explained extends Survivor {
  readonly why: string;
}

/** One string per survivor: the same one also after lines were added above it. */
export const nameOf = ({ file, mutator, was, became }: Survivor): string =>
  [file, mutator, was, became].join(" | ");

/** Of a hundred mutants, how many were noticed; 100 when there is none. */
export const scoreOf = (mutants: readonly Pick<Mutant, "noticed">[]): number =>
  mutants.length === 0
    ? 100
    : Math.floor((mutants.filter(({ noticed }) => noticed).length / mutants.length) * 10_000) / 100;

/** Survivors that nobody has explained. */
export function unexplained(found: readonly Survivor[], known: readonly Explained[]): readonly string[] {
  const names = new Set(known.map(nameOf));
  return found.map(nameOf).filter((name) => !names.has(name));
}

/** Explanations of mutants that do not survive any more, among those of the given files. */
export function outdated(
  known: readonly Explained[],
  found: readonly Survivor[],
  files: readonly string[],
): readonly string[] {
  const names = new Set(found.map(nameOf));
  return known
    .filter(({ file }) => files.includes(file))
    .map(nameOf)
    .filter((name) => !names.has(name));
}
