import { createHmac, type KeyObject } from "node:crypto";

const hashLength = 64;
const mostBlocks = 255;

const block = (key: KeyObject, input: Uint8Array, counter: number): Buffer =>
  createHmac("sha512", key).update(input).update(Uint8Array.of(counter)).digest();

/**
 * HKDF-Expand with SHA-512 (RFC 5869 section 2.3), without the extract step: the key must be uniform already.
 * @param length Bytes wanted, 1 to 16,320.
 * @returns Key material. Up to 64 bytes lie in one piece of memory, which the caller fills with zeros after use.
 * @throws RangeError for any other length.
 */
export const hkdfExpandSha512 = (key: KeyObject, info: Uint8Array, length: number): Buffer => {
  const blocks = Math.ceil(length / hashLength);
  if (!Number.isInteger(length) || blocks < 1 || blocks > mostBlocks) {
    throw new RangeError("HKDF-Expand gives 1 to 16,320 bytes.");
  }
  let okm = block(key, info, 1);
  for (let counter = 2; counter <= blocks; counter++) {
    okm = Buffer.concat([okm, block(key, Buffer.concat([okm.subarray(-hashLength), info]), counter)]);
  }
  return okm.subarray(0, length);
};
