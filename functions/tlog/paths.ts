/** Entries of a full bundle, and hashes of a full tile: height 8 (C2SP tlog-tiles). */
export const tileWidth = 256;

/** A tile of hashes, or a bundle of entries. A width of 256 is full. */
export type TilePlace =
  | { readonly kind: "hashes"; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: "entries"; readonly index: number; readonly width: number };

/** Highest level whose tiles a size below 2^53 can have. */
const highestLevel = 6;

/** Path of a tile of hashes: `tile/<level>/<index>[.p/<width>]`. */
export const tilePath = (level: number, index: number, width = tileWidth): string =>
  `tile/${level}/${groups(index)}${partial(width)}`;

/** Path of a bundle of entries: `tile/entries/<index>[.p/<width>]`. */
export const bundlePath = (index: number, width = tileWidth): string =>
  `tile/entries/${groups(index)}${partial(width)}`;

export const pathOf = (place: TilePlace): string =>
  place.kind === "entries"
    ? bundlePath(place.index, place.width)
    : tilePath(place.level, place.index, place.width);

const partial = (width: number): string => (width === tileWidth ? "" : `.p/${width}`);

/** Groups of three digits, all but the last behind an x: 1234067 is `x001/x234/067`. */
function groups(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  return (padded.match(/\d{3}/g) ?? [])
    .map((group, at, all) => (at + 1 < all.length ? `x${group}` : group))
    .join("/");
}

const form = /^tile\/(?:(entries)|(\d))\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Reads a path back; undefined unless it is exactly as {@link pathOf} writes it. */
export function parsePath(path: string): TilePlace | undefined {
  const [, entries, digit = "", digits = "", width] = form.exec(path) ?? [];
  const index = Number(digits.replaceAll(/[x/]/g, ""));
  const shared = { index, width: width === undefined ? tileWidth : Number(width) };
  const place: TilePlace =
    entries === undefined
      ? { kind: "hashes", level: Number(digit), ...shared }
      : { kind: "entries", ...shared };
  const known = place.kind === "entries" || place.level <= highestLevel;
  return known && place.width > 0 && pathOf(place) === path ? place : undefined;
}

/** Hashes of the tree at a level: of each 256^level leaves that are complete, one. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** Levels that a tree of this size has hashes at. */
export function levelsOf(size: number): readonly number[] {
  const levels: number[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) levels.push(level);
  return levels;
}

/** The tile with a hash at a level, as a tree of this size has it: full, or as wide as the tree is there. */
export function tileWith(level: number, position: number, size: number): { index: number; width: number } {
  const index = Math.floor(position / tileWidth);
  return { index, width: Math.min(tileWidth, hashesAt(level, size) - index * tileWidth) };
}
