import { createCipheriv, type KeyObject } from "node:crypto";
import { derive } from "./derive.ts";
import { algorithm, cipherOptions, iv, keyIdLength, saltLength, version } from "./format.ts";
import { freshSalt } from "./salts.ts";

export interface Sealing {
  /** 32 random bytes of the owner. */
  readonly key: KeyObject;
  /** 16 bytes that name the key. */
  readonly keyId: Uint8Array;
  /** 32 bytes, never used before under this key; fresh random ones unless given (known-answer tests alone give them). */
  readonly salt?: Uint8Array;
  /** Where the value lies: tenant, table, pk, sk, attribute, member, version. */
  readonly context: readonly string[];
  /** At least one byte. Sealing hides no length: content is padded before (plaintext.ts). */
  readonly plaintext: Uint8Array;
}

export interface Sealed {
  readonly sealed: Buffer;
  /** 32 bytes that stand in the audit event of the write. */
  readonly commitment: Buffer;
}

const headerOf = (keyId: Uint8Array, salt: Uint8Array): Buffer => {
  if (keyId.length !== keyIdLength || salt.length !== saltLength)
    throw new RangeError("A key id has 16 bytes, a salt 32.");
  return Buffer.concat([Uint8Array.of(version), keyId, salt]);
};

/**
 * Seals bytes into a value that opens only under this key and in this context.
 * @throws RangeError when key, key id, salt or context have a wrong form, or there is nothing to seal.
 */
export const seal = ({ key, keyId, salt = freshSalt(), context, plaintext }: Sealing): Sealed => {
  if (plaintext.length === 0) throw new RangeError("A sealed value holds at least one byte.");
  const header = headerOf(keyId, salt);
  const derived = derive(key, header, context);
  const cipher = createCipheriv(algorithm, derived.key, iv, cipherOptions);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  const sealed = Buffer.concat([header, derived.commitment, ciphertext, cipher.getAuthTag()]);
  return { sealed, commitment: derived.commitment };
};
