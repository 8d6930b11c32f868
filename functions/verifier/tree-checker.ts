import { bundleLeaves } from "../tlog/bundle.ts";
import { type Edge, type ReadFile, rangeOf } from "../tlog/edge.ts";
import { hashLength, perfectRoot } from "../tlog/hash.ts";
import { hashesAt, tilePath, tileWidth } from "../tlog/paths.ts";
import { rootOf } from "../tlog/range.ts";
import { type ReadBundle, there } from "./bundles.ts";
import { NotIntact } from "./finding.ts";

/** Makes a tree anew from its entries, and holds every tile against it. Memory stays that of one tile a level. */
export interface TreeChecker {
  /** Adds the next bundle. @returns the hashes of its entries. @throws NotIntact when a tile is not what they give. */
  readonly add: (bundle: ReadBundle) => Promise<readonly Buffer[]>;
  /** Root of the first `size` entries, where `size` lies behind the last bundle's start and not behind its end. */
  readonly rootAt: (size: number) => Buffer;
  /** Holds the partial tiles against the tree. @throws NotIntact when one is not what the entries give. */
  readonly end: () => Promise<void>;
}

/** @param edge of the tree up to the first bundle that is added: its size is a multiple of 256. */
export function treeChecker(read: ReadFile, edge: Edge): TreeChecker {
  const tiles = edge.tiles.map((tile) => [...tile]);
  let start = edge.size;
  let before: readonly (readonly Buffer[])[] = [];
  let last: readonly Buffer[] = [];

  const raise = async (level: number, hash: Buffer): Promise<void> => {
    const tile = tiles[level] ?? [];
    tiles[level] = tile;
    tile.push(hash);
    if (tile.length < tileWidth) return;
    const bytes = Buffer.concat(tile.splice(0));
    await sameTile(tilePath(level, hashesAt(level, start + tileWidth) / tileWidth - 1), bytes, read);
    await raise(level + 1, perfectRoot(bytes));
  };

  return {
    add: async (bundle) => {
      const leaves = bundleLeaves(bundle.entries);
      start = bundle.index * tileWidth;
      [before, last] = [tiles.slice(1).map((tile) => [...tile]), leaves];
      const bytes = sameLeaves(bundle, leaves);
      if (leaves.length === tileWidth) await raise(1, perfectRoot(bytes));
      return leaves;
    },
    rootAt: (size) => rootOf(rangeOf({ size, tiles: [last.slice(0, size - start), ...before], entries: [] })),
    end: async () => {
      const size = start + last.length;
      for (const [level, tile] of tiles.entries())
        if (level > 0 && tile.length > 0)
          await sameTile(tilePath(level, hashesAt(level + 1, size), tile.length), Buffer.concat(tile), read);
    },
  };
}

/** @returns the hashes, one behind the other. */
function sameLeaves({ index, file, tile, hashes }: ReadBundle, leaves: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(leaves);
  if (hashes.length !== bytes.length) throw new NotIntact({ what: "malformed", file: tile });
  if (bytes.equals(hashes)) return bytes;
  const at = leaves.findIndex(
    (leaf, place) => !leaf.equals(hashes.subarray(place * hashLength, (place + 1) * hashLength)),
  );
  throw new NotIntact({ what: "altered", index: index * tileWidth + at, file, tile });
}

async function sameTile(file: string, bytes: Buffer, read: ReadFile): Promise<void> {
  const stored = await there(file, read);
  if (stored.length !== bytes.length) throw new NotIntact({ what: "malformed", file });
  if (!bytes.equals(stored)) throw new NotIntact({ what: "altered-tile", file });
}
