import { createDecipheriv, type KeyObject, timingSafeEqual } from "node:crypto";
import { derive } from "./derive.ts";
import {
  algorithm,
  cipherOptions,
  ciphertextStart,
  headerLength,
  iv,
  looksSealed,
  tagLength,
} from "./format.ts";

export interface Opening {
  readonly key: KeyObject;
  /** The same fields, in the same order, as when the value was sealed. */
  readonly context: readonly string[];
  readonly sealed: Uint8Array;
}

/** Nothing of the plaintext leaves before the tag was verified. */
const decrypt = (key: KeyObject, ciphertext: Uint8Array, tag: Uint8Array): Buffer | undefined => {
  const decipher = createDecipheriv(algorithm, key, iv, cipherOptions).setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plaintext;
};

/**
 * Opens a sealed value.
 * @returns What was sealed; undefined, without a reason, when key, context or bytes are not those of the sealing.
 * @throws RangeError when the key or the context has a form that nothing can be sealed with.
 */
export const open = ({ key, context, sealed }: Opening): Buffer | undefined => {
  if (!looksSealed(sealed)) return undefined;
  const derived = derive(key, sealed.subarray(0, headerLength), context);
  if (!timingSafeEqual(derived.commitment, sealed.subarray(headerLength, ciphertextStart))) return undefined;
  const tagStart = sealed.length - tagLength;
  return decrypt(derived.key, sealed.subarray(ciphertextStart, tagStart), sealed.subarray(tagStart));
};
