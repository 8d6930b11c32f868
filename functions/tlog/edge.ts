import { bundleLeaves, decodeBundle } from "./bundle.ts";
import { hashLength, nodeHash } from "./hash.ts";
import { bundlePath, hashesAt, levelsOf, tilePath, tileWidth } from "./paths.ts";
import { type Range, rootOf } from "./range.ts";

/** What a tree grows from: its last tile of each level that is not full, and the entries of its last bundle. */
export interface Edge {
  readonly size: number;
  /** By level, the hashes of the partial tile. */
  readonly tiles: readonly (readonly Buffer[])[];
  readonly entries: readonly Uint8Array[];
}

export const emptyEdge: Edge = { size: 0, tiles: [], entries: [] };

/** Reads a file of the log by its path; undefined when there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** The hashes of a tile; undefined when it has another number of them. */
export function decodeTile(bytes: Uint8Array | undefined, width: number): readonly Buffer[] | undefined {
  if (bytes?.length !== width * hashLength) return undefined;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: width }, (_, at) => whole.subarray(at * hashLength, (at + 1) * hashLength));
}

/** The perfect subtrees of an edge: all of the tree that its right end does not repeat. */
export function rangeOf({ size, tiles }: Edge): Range {
  return { size, hashes: [...tiles].reverse().flatMap(perfectSubtrees) };
}

/** Hashes of a partial tile taken together, as far as powers of two go; the largest first. */
function perfectSubtrees(hashes: readonly Buffer[]): readonly Buffer[] {
  const stack: Buffer[] = [];
  hashes.forEach((each, at) => {
    let hash = each;
    for (let rest = at; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(stack.pop() ?? hash, hash);
    stack.push(hash);
  });
  return stack;
}

/**
 * Reads the edge of a tree of this size.
 * @returns undefined when a file of it is missing or not of this tree: its tiles do not give the root, or its entries are not those of its tiles.
 */
export async function loadEdge(size: number, root: Uint8Array, read: ReadFile): Promise<Edge | undefined> {
  const tiles = await Promise.all(levelsOf(size).map((level) => partialTile(level, size, read)));
  const entries = await partialBundle(size, read);
  if (entries === undefined || !tiles.every((tile) => tile !== undefined)) return undefined;
  const edge: Edge = { size, tiles, entries };
  const leaves = bundleLeaves(entries);
  const agree = leaves.every((leaf, at) => edge.tiles[0]?.[at]?.equals(leaf));
  return agree && rootOf(rangeOf(edge)).equals(root) ? edge : undefined;
}

async function partialTile(level: number, size: number, read: ReadFile) {
  const width = hashesAt(level, size) % tileWidth;
  if (width === 0) return [];
  return decodeTile(await read(tilePath(level, Math.floor(hashesAt(level + 1, size)), width)), width);
}

async function partialBundle(size: number, read: ReadFile): Promise<readonly Buffer[] | undefined> {
  const width = size % tileWidth;
  if (width === 0) return [];
  const bytes = await read(bundlePath(hashesAt(1, size), width));
  const entries = bytes === undefined ? undefined : decodeBundle(bytes);
  return entries?.length === width ? entries : undefined;
}
