import { bundlePath, hashesAt, levelsOf, tilePath, tileWidth } from "./paths.ts";

/** Paths of all files of a log of this size (C2SP tlog-tiles), the bundles first: each with the width that the tree has there. */
export function* treeFiles(size: number): Generator<string, undefined> {
  for (const [index, width] of tilesAt(hashesAt(0, size))) yield bundlePath(index, width);
  for (const level of levelsOf(size))
    for (const [index, width] of tilesAt(hashesAt(level, size))) yield tilePath(level, index, width);
}

function* tilesAt(hashes: number): Generator<readonly [index: number, width: number], undefined> {
  for (let index = 0; index * tileWidth < hashes; index++)
    yield [index, Math.min(tileWidth, hashes - index * tileWidth)];
}
