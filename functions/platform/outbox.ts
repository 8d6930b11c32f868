import { DecryptCommand, EncryptCommand, type KMSClient } from "@aws-sdk/client-kms";
import * as z from "zod/mini";
import { type NewId, type OutboxId, outboxId } from "../kernel/ids.ts";
import { outboxKey } from "../kernel/keys.ts";
import { languages } from "../kernel/language.ts";
import type { Outbox, SignInTask } from "../kernel/outbox.ts";
import { pools } from "../kernel/roles.ts";
import { internal, unavailable } from "./failures.ts";

interface OutboxKey {
  readonly kms: Pick<KMSClient, "send">;
  readonly tenant: string;
  /** ARN of the key under which tasks travel; `undefined` where the function is given none. */
  readonly keyArn: string | undefined;
}

/** What a task is bound to: moved to another item it does not open. Stands in CloudTrail in clear. */
const contextOf = (tenant: string, id: OutboxId) => ({ tenant, purpose: "outbox", version: id });

/**
 * Seals tasks by KMS itself, under a key and purpose of their own: the worker that opens them has a way out to the sign-in, and
 * so must not be able to open what people write.
 */
export const sealedOutbox = ({ kms, tenant, keyArn, newId }: OutboxKey & { newId: NewId }): Outbox => ({
  tell: async (task) => {
    if (keyArn === undefined) throw internal("This function tells the sign-in nothing.");
    const id = newId(outboxId);
    const sealing = new EncryptCommand({
      KeyId: keyArn,
      Plaintext: Buffer.from(JSON.stringify(task)),
      EncryptionContext: contextOf(tenant, id),
    });
    const { CiphertextBlob: wrapped } = await kms.send(sealing).catch(fail);
    if (!wrapped) throw unavailable(new Error("KMS sealed nothing."));
    return {
      kind: "create",
      table: "community",
      key: outboxKey(id),
      refuses: "in-progress",
      attributes: { task: wrapped, v: 1 },
    };
  },
});

const fail = (cause: unknown): never => {
  throw unavailable(cause);
};

const task = z.union([
  z.strictObject({
    do: z.literal("create"),
    pool: z.enum(pools),
    email: z.string(),
    language: z.enum(languages),
  }),
  z.strictObject({
    do: z.enum(["disable", "enable", "sign-out"]),
    pool: z.enum(pools),
    subject: z.string(),
  }),
]);

/** Opens a task of the outbox. @throws an error of KMS, or of what was sealed not being a task. */
export async function openTask(
  { kms, tenant, keyArn }: OutboxKey,
  id: OutboxId,
  sealed: Uint8Array,
): Promise<SignInTask> {
  const opening = new DecryptCommand({
    ...(keyArn === undefined ? {} : { KeyId: keyArn }),
    CiphertextBlob: sealed,
    EncryptionContext: contextOf(tenant, id),
  });
  const { Plaintext: text } = await kms.send(opening);
  return task.parse(JSON.parse(Buffer.from(text ?? []).toString("utf8")));
}
