import { sha256 } from "./hash.ts";
import { tileWidth } from "./paths.ts";

/** Longest entry that a bundle can hold, in bytes. */
export const longestEntry = 0xffff;

/**
 * A bundle: each entry behind its length, two bytes, the high one first (C2SP tlog-tiles).
 * @throws RangeError when an entry is too long, or there are more than 256.
 */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  if (entries.length > tileWidth) throw new RangeError("A bundle has at most 256 entries.");
  return encodeEntries(entries);
}

/** Entries in the form of a bundle, however many there are. @throws RangeError when one is too long. */
export const encodeEntries = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(entries.flatMap((entry) => [lengthOf(entry), entry]));

function lengthOf({ length }: Uint8Array): Buffer {
  if (length > longestEntry) throw new RangeError("An entry has at most 65,535 bytes.");
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(length);
  return bytes;
}

/** The entries of a bundle, which share its memory; undefined when its bytes end within an entry. */
export function decodeBundle(bytes: Uint8Array): readonly Buffer[] | undefined {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= whole.length) {
    const end = at + 2 + whole.readUInt16BE(at);
    if (end > whole.length) return undefined;
    entries.push(whole.subarray(at + 2, end));
    at = end;
  }
  return at === whole.length ? entries : undefined;
}

/**
 * Leaf hashes of the entries of a bundle, without a copy of any: the byte before an entry becomes 0x00 while it is hashed.
 * @param entries as {@link decodeBundle} gave them.
 */
export const bundleLeaves = (entries: readonly Buffer[]): readonly Buffer[] =>
  entries.map((entry) => {
    const prefixed = Buffer.from(entry.buffer, entry.byteOffset - 1, entry.length + 1);
    const [before = 0] = prefixed;
    prefixed[0] = 0;
    const leaf = sha256(prefixed);
    prefixed[0] = before;
    return leaf;
  });
