import { decodeBundle } from "../tlog/bundle.ts";
import type { ReadFile } from "../tlog/edge.ts";
import { bundlePath, hashesAt, tilePath, tileWidth } from "../tlog/paths.ts";
import { NotIntact } from "./finding.ts";
import { readAhead } from "./read-ahead.ts";

/** A bundle as it was read, and the tile with the hashes of its entries. */
export interface ReadBundle {
  readonly index: number;
  readonly file: string;
  readonly entries: readonly Buffer[];
  readonly tile: string;
  readonly hashes: Uint8Array;
}

/** How many bundles are read before they are needed. */
const ahead = 8;

/** The bundles of a log of `size` entries from one on, with their tiles. @throws NotIntact when one is missing or broken. */
export const readBundles = (
  size: number,
  from: number,
  read: ReadFile,
): AsyncGenerator<ReadBundle, undefined> =>
  readAhead(numbers(from, Math.ceil(size / tileWidth)), (index) => readBundle(index, size, read), ahead);

function* numbers(from: number, to: number): Generator<number, undefined> {
  for (let each = from; each < to; each++) yield each;
}

/** One bundle of a log of `size` entries. @throws NotIntact when it is missing or broken. */
export async function readBundle(index: number, size: number, read: ReadFile): Promise<ReadBundle> {
  const width = Math.min(tileWidth, hashesAt(0, size) - index * tileWidth);
  const [file, tile] = [bundlePath(index, width), tilePath(0, index, width)];
  const [bytes, hashes] = await Promise.all([there(file, read), there(tile, read)]);
  const entries = decodeBundle(bytes);
  if (entries?.length !== width) throw new NotIntact({ what: "malformed", file });
  return { index, file, entries, tile, hashes };
}

/** A file that must be there. @throws NotIntact when it is not. */
export async function there(file: string, read: ReadFile): Promise<Uint8Array> {
  const bytes = await read(file);
  if (bytes === undefined) throw new NotIntact({ what: "missing", file });
  return bytes;
}
