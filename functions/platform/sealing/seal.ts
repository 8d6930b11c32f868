import { createCipheriv, type KeyObject } from "node:crypto";
import { derive } from "./derive.ts";
import { algorithm, cipherOptions, iv, keyIdLength, padUnit, saltLength, version } from "./format.ts";
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
  /** Plaintext after padding. */
  readonly padded: Uint8Array;
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
 * Seals a padded plaintext into a value that opens only under this key and in this context.
 * @throws RangeError when key, key id, salt, context or padding have a wrong form.
 */
export const seal = ({ key, keyId, salt = freshSalt(), context, padded }: Sealing): Sealed => {
  if (padded.length === 0 || padded.length % padUnit !== 0)
    throw new RangeError("Only padded plaintext is sealed.");
  const header = headerOf(keyId, salt);
  const derived = derive(key, header, context);
  const cipher = createCipheriv(algorithm, derived.key, iv, cipherOptions);
  const ciphertext = cipher.update(padded);
  cipher.final();
  const sealed = Buffer.concat([header, derived.commitment, ciphertext, cipher.getAuthTag()]);
  return { sealed, commitment: derived.commitment };
};
