import { createSecretKey, type KeyObject } from "node:crypto";
import { encodeContext } from "./context.ts";
import { hkdfExpandSha512 } from "./expand.ts";
import { keyLength } from "./format.ts";

const label = Buffer.from("kith/seal/v1\0");
const okmLength = 64;

/** The key of one single value, and the commitment that binds it to key, header and context. */
export interface Derived {
  readonly key: KeyObject;
  readonly commitment: Buffer;
}

/** Takes both out of the derived bytes, which are filled with zeros. */
export const split = (okm: Buffer): Derived => {
  const key = createSecretKey(okm.subarray(0, keyLength));
  const commitment = Buffer.from(okm.subarray(keyLength));
  okm.fill(0);
  return { key, commitment };
};

/**
 * Derives both from the owner's key by one HMAC.
 * @throws RangeError when the owner's key is not a secret of 32 bytes, or the context is refused.
 */
export const derive = (owner: KeyObject, header: Uint8Array, context: readonly string[]): Derived => {
  if (owner.symmetricKeySize !== keyLength) throw new RangeError("A sealing key is a secret of 32 bytes.");
  return split(hkdfExpandSha512(owner, Buffer.concat([label, header, encodeContext(context)]), okmLength));
};
