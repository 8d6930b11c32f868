import { nodeHash } from "./hash.ts";
import { largestPowerBelow, type SubtreeHash } from "./subtree.ts";

/** Proof that a tree of `size` leaves begins with the one of `before` leaves (RFC 9162 section 2.1.4.1). */
export async function consistencyProof(
  before: number,
  size: number,
  hashOf: SubtreeHash,
): Promise<readonly Buffer[]> {
  if (before === 0 || before === size) return [];
  const path: Promise<Buffer>[] = [];
  let [from, to] = [0, size];
  let whole = true;
  while (before !== to) {
    const middle = from + largestPowerBelow(to - from);
    if (before <= middle) {
      path.push(hashOf(middle, to));
      to = middle;
    } else {
      path.push(hashOf(from, middle));
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push(hashOf(from, to));
  return (await Promise.all(path)).reverse();
}

export interface Consistency {
  readonly before: bigint;
  readonly rootBefore: Uint8Array;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/**
 * Whether the tree of `size` leaves begins with the one before, by RFC 9162 section 2.1.4.2. Of a tree without leaves nothing
 * is proven: every tree begins with it.
 */
export function isConsistent({ before, rootBefore, size, root, proof }: Consistency): boolean {
  if (before <= 0n || before > size) return false;
  if (before === size) return proof.length === 0 && same(rootBefore, root);
  const roots = rootsOf(before, size, isPowerOfTwo(before) ? [rootBefore, ...proof] : proof);
  return roots !== undefined && same(roots.before, rootBefore) && same(roots.after, root);
}

const isPowerOfTwo = (n: bigint): boolean => (n & (n - 1n)) === 0n;

/** The roots of both trees, as the proof gives them; undefined when it has too few or too many hashes. */
function rootsOf(before: bigint, size: bigint, [first, ...rest]: readonly Uint8Array[]) {
  if (first === undefined) return undefined;
  let [node, last] = [before - 1n, size - 1n];
  while (node % 2n === 1n) [node, last] = [node / 2n, last / 2n];
  let [old, now]: [Buffer, Buffer] = [Buffer.from(first), Buffer.from(first)];
  for (const hash of rest) {
    if (last === 0n) return undefined;
    if (node % 2n === 1n || node === last) {
      [old, now] = [nodeHash(hash, old), nodeHash(hash, now)];
      while (node % 2n === 0n && node !== 0n) [node, last] = [node / 2n, last / 2n];
    } else now = nodeHash(now, hash);
    [node, last] = [node / 2n, last / 2n];
  }
  return last === 0n ? { before: old, after: now } : undefined;
}
