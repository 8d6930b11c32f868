import { nodeHash } from "./hash.ts";
import { largestPowerBelow, type SubtreeHash } from "./subtree.ts";

/** The audit path of a leaf in a tree of `size` leaves, from the bottom up (RFC 9162 section 2.1.3.1). */
export async function inclusionProof(
  index: number,
  size: number,
  hashOf: SubtreeHash,
): Promise<readonly Buffer[]> {
  const path: Promise<Buffer>[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      path.push(hashOf(middle, to));
      to = middle;
    } else {
      path.push(hashOf(from, middle));
      from = middle;
    }
  }
  return (await Promise.all(path)).reverse();
}

export interface Inclusion {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The root of the tree that has this leaf at this place, by RFC 9162 section 2.1.3.2; undefined when the proof is none. */
export function rootOfInclusion({ index, size, leaf, proof }: Inclusion): Buffer | undefined {
  if (index < 0n || index >= size) return undefined;
  let [node, last] = [index, size - 1n];
  let hash: Buffer = Buffer.from(leaf);
  for (const sibling of proof) {
    if (last === 0n) return undefined;
    if (node % 2n === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2n === 0n && node !== 0n) [node, last] = [node / 2n, last / 2n];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [node / 2n, last / 2n];
  }
  return last === 0n ? hash : undefined;
}
