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

/**
 * Opens a task of the outbox; `undefined` for one that will never open: moved, changed, sealed under another key, or no task.
 * @throws Problem `unavailable` when KMS does not open it now.
 */
export async function openTask(
  { kms, tenant, keyArn }: OutboxKey,
  id: OutboxId,
  sealed: Uint8Array,
): Promise<SignInTask | undefined> {
  const opening = new DecryptCommand({
    ...(keyArn === undefined ? {} : { KeyId: keyArn }),
    CiphertextBlob: sealed,
    EncryptionContext: contextOf(tenant, id),
  });
  const opened = await kms.send(opening).catch(unlessDamaged);
  return opened?.Plaintext && taskIn(Buffer.from(opened.Plaintext).toString("utf8"));
}

/** A task that another release left, of a kind that this one does not know, is none. */
function taskIn(text: string): SignInTask | undefined {
  try {
    return task.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const damaged: readonly unknown[] = ["InvalidCiphertextException", "IncorrectKeyException"];

function unlessDamaged(cause: unknown): undefined {
  if (cause instanceof Error && damaged.includes(cause.name)) return undefined;
  throw unavailable(cause);
}
