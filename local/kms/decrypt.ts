import { z } from "zod";
import type { Principal } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Fields, Operation } from "../wire/operation.ts";
import { type EncryptionContext, open, originOf } from "./ciphertext.ts";
import { sealWith } from "./encrypt.ts";
import { kmsErrors } from "./errors.ts";
import type { Keys } from "./keys.ts";
import { aliasUsed, blob, encryptionContext, keyId, symmetric } from "./operation.ts";
import type { KeyDefinition } from "./template.ts";

const decrypt = z.strictObject({
  CiphertextBlob: blob(6144),
  KeyId: keyId.optional(),
  EncryptionContext: encryptionContext,
  EncryptionAlgorithm: symmetric,
});

const reEncrypt = z.strictObject({
  CiphertextBlob: blob(6144),
  SourceKeyId: keyId.optional(),
  SourceEncryptionContext: encryptionContext,
  SourceEncryptionAlgorithm: symmetric,
  DestinationKeyId: keyId,
  DestinationEncryptionContext: encryptionContext,
  DestinationEncryptionAlgorithm: symmetric,
});

/** The operations that open ciphertexts. Their key is the one the ciphertext names. */
export function decryptOperations(keys: Keys): readonly (readonly [string, Operation])[] {
  return [
    ["Decrypt", decryptOperation(keys)],
    ["ReEncrypt", reEncryptOperation(keys)],
  ];
}

function decryptOperation(keys: Keys): Operation {
  return {
    access: (fields, caller) => {
      const input = parseInput(decrypt, fields);
      const use = { ...aliasUsed(input.KeyId ?? ""), encryptionContext: input.EncryptionContext };
      return [keys.access(keyOf(keys, input.CiphertextBlob, input.KeyId), "Decrypt", caller, use)];
    },
    call: async (fields) => {
      const input = parseInput(decrypt, fields);
      const key = keyOf(keys, input.CiphertextBlob, input.KeyId);
      const plaintext = openWith(keys, key, input.CiphertextBlob, input.EncryptionContext);
      return {
        KeyId: key.arn,
        Plaintext: plaintext.toString("base64"),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      };
    },
  };
}

function reEncryptOperation(keys: Keys): Operation {
  const read = (fields: Fields) => {
    const input = parseInput(reEncrypt, fields);
    const from = keyOf(keys, input.CiphertextBlob, input.SourceKeyId);
    return { input, from, to: keys.find(input.DestinationKeyId) };
  };
  return {
    access: (fields: Fields, caller: Principal) => {
      const { input, from, to } = read(fields);
      const source = {
        ...aliasUsed(input.SourceKeyId ?? ""),
        encryptionContext: input.SourceEncryptionContext,
      };
      const target = {
        ...aliasUsed(input.DestinationKeyId),
        encryptionContext: input.DestinationEncryptionContext,
      };
      return [
        keys.access(from, "ReEncryptFrom", caller, source),
        keys.access(to, "ReEncryptTo", caller, target),
      ];
    },
    call: async (fields: Fields) => {
      const { input, from, to } = read(fields);
      const plaintext = openWith(keys, from, input.CiphertextBlob, input.SourceEncryptionContext);
      const sealed = sealWith(keys, to, plaintext, input.DestinationEncryptionContext);
      return {
        CiphertextBlob: sealed.toString("base64"),
        SourceKeyId: from.arn,
        KeyId: to.arn,
        SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      };
    },
  };
}

function keyOf(keys: Keys, ciphertext: Buffer, named: string | undefined): KeyDefinition {
  const made = keys.lookUp(originOf(ciphertext).keyId);
  if (made === undefined) throw kmsErrors.invalidCiphertext();
  if (named !== undefined && keys.find(named) !== made) throw kmsErrors.incorrectKey();
  return made;
}

function openWith(keys: Keys, key: KeyDefinition, ciphertext: Buffer, context: EncryptionContext): Buffer {
  const origin = originOf(ciphertext);
  const material = keys.usable(key).material[origin.version];
  if (material === undefined || key.usage !== "ENCRYPT_DECRYPT") throw kmsErrors.invalidCiphertext();
  return open(Buffer.from(material, "base64"), origin, ciphertext, context);
}
