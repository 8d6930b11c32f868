import { hash } from "node:crypto";

/** Bytes of a hash. */
export const hashLength = 32;

/** SHA-256. Node makes a text of a digest in half the time of a buffer. */
export const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash("sha256", bytes, "binary"), "latin1");

/** Hash of a tree without leaves: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export const emptyRoot: Buffer = sha256(new Uint8Array());

/** Hash of a leaf: SHA-256(0x00 ‖ entry). RFC 9162 section 2.1.1. */
export function leafHash(entry: Uint8Array): Buffer {
  const prefixed = Buffer.allocUnsafe(entry.length + 1);
  prefixed[0] = 0;
  prefixed.set(entry, 1);
  return sha256(prefixed);
}

/** Used for one call at a time: nothing here waits in the middle of a hash. */
const node = Buffer.alloc(1 + 2 * hashLength, 1);

/** Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right). RFC 9162 section 2.1.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1);
  node.set(right, 1 + hashLength);
  return sha256(node);
}

/**
 * Hash of a perfect subtree.
 * @param hashes those below it, one behind the other; their number is a power of two.
 */
export function perfectRoot(hashes: Buffer): Buffer {
  let level = hashes;
  while (level.length > hashLength) level = levelAbove(level);
  if (level.length !== hashLength) throw new RangeError("A perfect subtree has a power of two of leaves.");
  return level;
}

/** One buffer for a whole level: a tree of many small ones takes three times as long. */
function levelAbove(level: Buffer): Buffer {
  const above = Buffer.allocUnsafe(Math.floor(level.length / 2));
  for (let at = 0; at < above.length; at += hashLength) {
    node.set(level.subarray(2 * at, 2 * (at + hashLength)), 1);
    above.write(hash("sha256", node, "binary"), at, "latin1");
  }
  return above;
}
