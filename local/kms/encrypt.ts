import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Fields, Operation } from "../wire/operation.ts";
import { type EncryptionContext, seal } from "./ciphertext.ts";
import { kmsErrors } from "./errors.ts";
import type { Keys } from "./keys.ts";
import { blob, encryptionContext, keyId, onKey, symmetric } from "./operation.ts";
import type { KeyDefinition } from "./template.ts";

const dataKey = z.strictObject({
  KeyId: keyId,
  KeySpec: z.enum(["AES_256", "AES_128"]).optional(),
  NumberOfBytes: z.int().min(1).max(1024).optional(),
  EncryptionContext: encryptionContext,
});

const encrypt = z.strictObject({
  KeyId: keyId,
  Plaintext: blob(4096),
  EncryptionContext: encryptionContext,
  EncryptionAlgorithm: symmetric,
});

const use = (input: { EncryptionContext: EncryptionContext }) => ({
  encryptionContext: input.EncryptionContext,
});

/** The operations that make ciphertexts. */
export function encryptOperations(keys: Keys): readonly (readonly [string, Operation])[] {
  const generate = (key: KeyDefinition, input: z.output<typeof dataKey>) => {
    const plaintext = randomBytes(lengthOf(input));
    const sealed = sealWith(keys, key, plaintext, input.EncryptionContext);
    return {
      KeyId: key.arn,
      CiphertextBlob: sealed.toString("base64"),
      Plaintext: plaintext.toString("base64"),
    };
  };
  return [
    onKey(keys, { name: "GenerateDataKey", input: dataKey, use, call: generate }),
    onKey(keys, {
      name: "GenerateDataKeyWithoutPlaintext",
      input: dataKey,
      use,
      call: (key, input) => without("Plaintext", generate(key, input)),
    }),
    onKey(keys, {
      name: "Encrypt",
      input: encrypt,
      use,
      call: (key, input) => ({
        KeyId: key.arn,
        CiphertextBlob: sealWith(keys, key, input.Plaintext, input.EncryptionContext).toString("base64"),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      }),
    }),
  ];
}

/** Seals with the newest material of a key. @throws AwsError unless the key can be used to encrypt. */
export function sealWith(
  keys: Keys,
  key: KeyDefinition,
  plaintext: Buffer,
  context: EncryptionContext,
): Buffer {
  if (key.usage !== "ENCRYPT_DECRYPT") throw kmsErrors.invalidUsage(key.arn);
  const { material } = keys.usable(key);
  const newest = Buffer.from(material.at(-1) ?? "", "base64");
  return seal(newest, { keyId: key.keyId, version: material.length - 1 }, plaintext, context);
}

function lengthOf({ KeySpec, NumberOfBytes }: z.output<typeof dataKey>): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw kmsErrors.validation("Specify either KeySpec or NumberOfBytes.");
  }
  return NumberOfBytes ?? (KeySpec === "AES_256" ? 32 : 16);
}

function without(member: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== member));
}
