import { decodeTile, type ReadFile } from "./edge.ts";
import { nodeHash, perfectRoot } from "./hash.ts";
import { hashesAt, tilePath, tileWidth, tileWith } from "./paths.ts";

/** A file of the log is not there, or has another length than the tree's size gives it. */
export class UnreadableTile extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`The tile ${path} is missing or has another length.`);
    this.path = path;
  }
}

/** Hash of the leaves from `from` to before `to` (RFC 9162 section 2.1.1). */
export type SubtreeHash = (from: number, to: number) => Promise<Buffer>;

/**
 * Hashes of subtrees, from the tiles of a tree of this size. Keeps the tiles that it has read.
 * @throws UnreadableTile from the function that it returns.
 */
export function subtreeHashes(size: number, read: ReadFile): SubtreeHash {
  const tiles = new Map<string, Promise<readonly Buffer[]>>();
  const tileOf = (path: string, width: number) => {
    const known = tiles.get(path) ?? readTile(read, path, width);
    tiles.set(path, known);
    return known;
  };
  const perfect = async (from: number, leaves: number): Promise<Buffer> => {
    let level = 0;
    while (tileWidth ** (level + 1) <= leaves && hashesAt(level + 1, size) > 0) level += 1;
    const unit = tileWidth ** level;
    const { index, width } = tileWith(level, from / unit, size);
    const hashes = await tileOf(tilePath(level, index, width), width);
    const start = from / unit - index * tileWidth;
    return perfectRoot(Buffer.concat(hashes.slice(start, start + leaves / unit)));
  };
  const hashOf = async (from: number, to: number): Promise<Buffer> => {
    const leaves = to - from;
    const split = largestPowerBelow(leaves);
    if (split * 2 === leaves || leaves === 1) return perfect(from, leaves);
    const [left, right] = await Promise.all([perfect(from, split), hashOf(from + split, to)]);
    return nodeHash(left, right);
  };
  return hashOf;
}

async function readTile(read: ReadFile, path: string, width: number): Promise<readonly Buffer[]> {
  const hashes = decodeTile(await read(path), width);
  if (hashes === undefined) throw new UnreadableTile(path);
  return hashes;
}

/** Largest power of two that is smaller than n; of 1, a half. */
export function largestPowerBelow(n: number): number {
  let power = 0.5;
  while (power * 2 < n) power *= 2;
  return power;
}
