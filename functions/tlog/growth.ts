import { encodeBundle } from "./bundle.ts";
import type { Edge } from "./edge.ts";
import { leafHash, perfectRoot } from "./hash.ts";
import { bundlePath, hashesAt, tilePath, tileWidth } from "./paths.ts";

export interface LogFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Whether it is complete: what is not is replaced by a wider one as the log grows. */
  readonly full: boolean;
}

export interface Growth {
  readonly edge: Edge;
  /** What has to be written for the grown tree to be read, full files before partial ones. */
  readonly files: readonly LogFile[];
}

/** The tree after more entries: a pure function of its edge and of these. Memory grows with the entries alone. */
export function grown(edge: Edge, entries: readonly Uint8Array[]): Growth {
  const full: LogFile[] = [];
  const pending = [...edge.entries];
  const tiles = edge.tiles.map((tile) => [...tile]);
  const changed = new Set<number>();
  let size = edge.size;
  for (const entry of entries) {
    pending.push(entry);
    size += 1;
    if (pending.length === tileWidth)
      full.push({
        path: bundlePath(size / tileWidth - 1),
        bytes: encodeBundle(pending.splice(0)),
        full: true,
      });
    full.push(...add(tiles, changed, size, leafHash(entry)));
  }
  const next: Edge = { size, tiles, entries: pending };
  return { edge: next, files: [...full, ...partialFiles(next, changed)] };
}

/** Adds a leaf at level 0; a tile that it fills gives one hash to the level above. */
function add(tiles: Buffer[][], changed: Set<number>, size: number, leaf: Buffer): readonly LogFile[] {
  const filled: LogFile[] = [];
  let hash = leaf;
  for (let level = 0; ; level++) {
    const tile = tiles[level] ?? [];
    tiles[level] = tile;
    tile.push(hash);
    changed.add(level);
    if (tile.length < tileWidth) return filled;
    const hashes = tile.splice(0);
    const index = hashesAt(level, size) / tileWidth - 1;
    const bytes = Buffer.concat(hashes);
    filled.push({ path: tilePath(level, index), bytes, full: true });
    hash = perfectRoot(bytes);
  }
}

function partialFiles({ size, tiles, entries }: Edge, changed: ReadonlySet<number>): readonly LogFile[] {
  const ofTiles = [...changed].flatMap((level) => {
    const tile = tiles[level] ?? [];
    const path = tilePath(level, hashesAt(level + 1, size), tile.length);
    return tile.length === 0 ? [] : [{ path, bytes: Buffer.concat(tile), full: false }];
  });
  if (entries.length === 0 || changed.size === 0) return ofTiles;
  const path = bundlePath(hashesAt(1, size), entries.length);
  return [{ path, bytes: encodeBundle(entries), full: false }, ...ofTiles];
}
