import { createHmac, type KeyObject } from "node:crypto";

const hashLength = 64;
const mostBlocks = 255;

/**
 * HKDF-Expand with SHA-512 (RFC 5869 section 2.3), without the extract step: the key must be uniform already.
 * @param length Bytes wanted, 1 to 16,320.
 * @returns Key material in memory of its own; the caller fills it with zeros after use.
 * @throws RangeError for any other length.
 */
export const hkdfExpandSha512 = (key: KeyObject, info: Uint8Array, length: number): Buffer => {
  const blocks = Math.ceil(length / hashLength);
  if (!Number.isInteger(length) || blocks < 1 || blocks > mostBlocks)
    throw new RangeError("HKDF-Expand gives 1 to 16,320 bytes.");
  const okm = Buffer.alloc(blocks * hashLength);
  for (let block = 1; block <= blocks; block++) {
    const end = block * hashLength;
    const hmac = createHmac("sha512", key);
    if (block > 1) hmac.update(okm.subarray(end - 2 * hashLength, end - hashLength));
    hmac
      .update(info)
      .update(Uint8Array.of(block))
      .digest()
      .copy(okm, end - hashLength);
  }
  return okm.subarray(0, length);
};
