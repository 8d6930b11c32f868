import { emptyRoot, nodeHash } from "./hash.ts";

/**
 * The first `size` leaves as the hashes of their perfect subtrees, the largest first: one for each bit of the size that is
 * set. All that is needed to add leaves and to know the root.
 */
export interface Range {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

export const emptyRange: Range = { size: 0, hashes: [] };

/** The range after more leaves. @param leaves their hashes. */
export function extended({ size, hashes }: Range, leaves: Iterable<Buffer>): Range {
  const stack = [...hashes];
  let count = size;
  for (const leaf of leaves) {
    let hash = leaf;
    for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(stack.pop() ?? hash, hash);
    stack.push(hash);
    count += 1;
  }
  return { size: count, hashes: stack };
}

/** The tree's root (RFC 9162 section 2.1.1). */
export const rootOf = ({ hashes }: Range): Buffer =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));

/** How many hashes the range of a size has. */
export function rangeLength(size: number): number {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
}
