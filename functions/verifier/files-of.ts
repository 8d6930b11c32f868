import { decodeBundle, encodeEntries } from "../tlog/bundle.ts";
import type { ReadFile } from "../tlog/edge.ts";
import { hashLength } from "../tlog/hash.ts";
import { hashesAt, parsePath, pathOf, type TilePlace, tileWidth } from "../tlog/paths.ts";

/**
 * Reads the files of a log of at least `size` entries. Where a partial file is gone, a wider one begins with the same bytes
 * (C2SP tlog-tiles): the one of this size, or the full one.
 */
export const filesOf =
  (size: number, read: ReadFile): ReadFile =>
  async (path) => {
    const bytes = await read(path);
    const place = parsePath(path);
    if (bytes !== undefined || place === undefined || place.width === tileWidth) return bytes;
    for (const width of widerThan(place, size)) {
      const wider = await read(pathOf({ ...place, width }));
      if (wider !== undefined) return beginning(place, wider);
    }
    return undefined;
  };

function widerThan(place: TilePlace, size: number): readonly number[] {
  const level = place.kind === "hashes" ? place.level : 0;
  const there = hashesAt(level, size) - place.index * tileWidth;
  return [there, tileWidth].filter((width) => width > place.width && width <= tileWidth);
}

function beginning(place: TilePlace, bytes: Uint8Array): Uint8Array | undefined {
  if (place.kind === "hashes") return bytes.subarray(0, place.width * hashLength);
  const entries = decodeBundle(bytes);
  return entries && encodeEntries(entries.slice(0, place.width));
}
