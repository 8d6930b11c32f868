import { randomBytes } from "node:crypto";
import type { KMSClient } from "@aws-sdk/client-kms";
import { z } from "zod/mini";
import type { Turn } from "./model-store.ts";

const command = z.object({ input: z.object({ CiphertextBlob: z.optional(z.instanceof(Uint8Array)) }) });

/** Data keys in memory; each answer waits for its turn. */
export function modelKms(turn: Turn): Pick<KMSClient, "send"> {
  const secrets = new Map<string, Buffer>();
  const send = async (sent: object): Promise<object> => {
    const { CiphertextBlob } = command.parse(sent).input;
    await turn("KMS");
    if (CiphertextBlob)
      return { Plaintext: Buffer.from(secrets.get(Buffer.from(CiphertextBlob).toString("hex")) ?? "") };
    const [wrapped, secret] = [randomBytes(16), randomBytes(32)];
    secrets.set(wrapped.toString("hex"), secret);
    // A copy: whoever asked fills theirs with zeros.
    return { Plaintext: Buffer.from(secret), CiphertextBlob: wrapped };
  };
  return { send } as Pick<KMSClient, "send">;
}
