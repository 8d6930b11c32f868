import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { z } from "zod";
import type { Operation } from "../wire/operation.ts";
import { kmsErrors } from "./errors.ts";
import type { Keys } from "./keys.ts";
import { blob, keyId, onKey } from "./operation.ts";
import type { KeyDefinition } from "./template.ts";

const ALGORITHM = "ED25519_SHA_512";

const signInput = z.strictObject({
  KeyId: keyId,
  Message: blob(4096),
  /** This algorithm signs the message itself; `DIGEST` belongs to ED25519_PH_SHA_512, which is not here. */
  MessageType: z.literal("RAW").default("RAW"),
  SigningAlgorithm: z.literal(ALGORITHM),
});

const publicKeyInput = z.strictObject({ KeyId: keyId });

/** The operations of a signing key. */
export function signOperations(keys: Keys): readonly (readonly [string, Operation])[] {
  return [
    onKey(keys, {
      name: "Sign",
      input: signInput,
      use: ({ SigningAlgorithm, MessageType }) => ({
        signingAlgorithm: SigningAlgorithm,
        messageType: MessageType,
      }),
      call: (key, { Message }) => ({
        KeyId: key.arn,
        Signature: sign(null, Message, privateKey(keys, key)).toString("base64"),
        SigningAlgorithm: ALGORITHM,
      }),
    }),
    onKey(keys, {
      name: "GetPublicKey",
      input: publicKeyInput,
      call: (key) => ({
        KeyId: key.arn,
        PublicKey: createPublicKey(privateKey(keys, key))
          .export({ format: "der", type: "spki" })
          .toString("base64"),
        KeySpec: key.spec,
        CustomerMasterKeySpec: key.spec,
        KeyUsage: key.usage,
        SigningAlgorithms: [ALGORITHM],
      }),
    }),
  ];
}

function privateKey(keys: Keys, key: KeyDefinition): KeyObject {
  if (key.usage !== "SIGN_VERIFY") throw kmsErrors.invalidUsage(key.arn);
  const { material } = keys.usable(key);
  return createPrivateKey({ key: Buffer.from(material[0] ?? "", "base64"), format: "der", type: "pkcs8" });
}
