import { randomBytes } from "node:crypto";
import { KMSClient } from "@aws-sdk/client-kms";
import { z } from "zod/mini";
import { clientOver, Refusal } from "./wire.ts";

const request = z.object({
  KeyId: z.string(),
  EncryptionContext: z.record(z.string(), z.string()),
  CiphertextBlob: z.optional(z.string()),
});
const canonical = (context: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(context).sort());

/** Data keys in memory behind a real client, each bound to its encryption context. */
export const memoryKms = (calls: string[] = []) => {
  const secrets = new Map<string, { context: string; secret: Buffer }>();
  let before = () => {};

  const generateDataKey = (input: unknown) => {
    before();
    const { KeyId, EncryptionContext } = request.parse(input);
    const ciphertext = randomBytes(48).toString("base64");
    const secret = randomBytes(32);
    secrets.set(ciphertext, { context: canonical(EncryptionContext), secret });
    return { KeyId, Plaintext: secret.toString("base64"), CiphertextBlob: ciphertext };
  };
  const decrypt = (input: unknown) => {
    before();
    const { KeyId, EncryptionContext, CiphertextBlob = "" } = request.parse(input);
    const found = secrets.get(CiphertextBlob);
    if (found?.context !== canonical(EncryptionContext)) throw new Refusal("InvalidCiphertextException");
    return { KeyId, Plaintext: found.secret.toString("base64") };
  };
  return {
    client: new KMSClient(clientOver({ GenerateDataKey: generateDataKey, Decrypt: decrypt }, calls)),
    /** Runs before each call; may throw a refusal. */
    onCall: (hook: () => void) => {
      before = hook;
    },
    /** Contexts of the data keys made so far. */
    contexts: () => [...secrets.values()].map(({ context }) => context),
  };
};
export type MemoryKms = ReturnType<typeof memoryKms>;
