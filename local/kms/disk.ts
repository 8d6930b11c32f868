import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

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
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const parsed = file.safeParse(json(text));
  if (!parsed.success)
    throw new Error(`the key store ${path} is damaged; nothing was changed. Move it away or restore it`);
  return parsed.data.keys;
}

/** Replaces the store file as a whole: after a crash there is the old one or the new one, never a part. */
export async function writeKeys(path: string, keys: readonly KeyRecord[]): Promise<void> {
  const handle = await open(`${path}.new`, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify({ format: "kms-1", keys }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
