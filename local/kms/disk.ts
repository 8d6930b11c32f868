import { z } from "zod";
import { jsonOf, readIfPresent, replaceFile } from "../kept-file.ts";

const base64 = z.base64();

const key = z.strictObject({
  keyId: z.string(),
  created: z.number(),
  enabled: z.boolean(),
  /** Milliseconds since 1970; absent unless deletion is scheduled. */
  deletion: z.exactOptional(z.number()),
  /** Symmetric keys: 32 bytes each, the newest last. Signing keys: one PKCS #8 document. */
  material: z.array(base64).min(1),
});

/** One key as the store file holds it. */
export type KeyRecord = z.output<typeof key>;

const file = z.strictObject({ format: z.literal("kms-1"), keys: z.array(key) });

/**
 * Reads the store file; `undefined` when there is none yet.
 *
 * @throws Error when there is a file that is not a store: it is left as it is.
 */
export async function readKeys(path: string): Promise<readonly KeyRecord[] | undefined> {
  const text = await readIfPresent(path);
  if (text === undefined) return undefined;
  const parsed = file.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Error(`the key store ${path} is damaged; nothing was changed. Move it away or restore it`);
  return parsed.data.keys;
}

/** Replaces the store file as a whole. */
export async function writeKeys(path: string, keys: readonly KeyRecord[]): Promise<void> {
  await replaceFile(path, JSON.stringify({ format: "kms-1", keys }));
}
