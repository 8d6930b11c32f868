import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { unavailable } from "../failures.ts";

export interface KmsSignerOptions {
  readonly client: Pick<KMSClient, "send">;
  /** ARN of the key `sign`. */
  readonly keyArn: string;
}

/** The log's key, which never leaves AWS KMS. Every failure is Problem `unavailable`. */
export const kmsSigner = ({ client, keyArn }: KmsSignerOptions) => ({
  /** Ed25519 over the text itself: what a signed note asks for (C2SP signed-note). */
  sign: async (text: string): Promise<Uint8Array> => {
    const command = new SignCommand({
      KeyId: keyArn,
      Message: Buffer.from(text),
      MessageType: "RAW",
      SigningAlgorithm: "ED25519_SHA_512",
    });
    const { Signature } = await client.send(command).catch(asUnavailable);
    return Signature ?? asUnavailable(new Error("A signature is missing."));
  },
  /** SubjectPublicKeyInfo, DER. */
  publicKey: async (): Promise<Uint8Array> => {
    const command = new GetPublicKeyCommand({ KeyId: keyArn });
    const { PublicKey } = await client.send(command).catch(asUnavailable);
    return PublicKey ?? asUnavailable(new Error("A public key is missing."));
  },
});

function asUnavailable(cause: unknown): never {
  throw unavailable(cause);
}
