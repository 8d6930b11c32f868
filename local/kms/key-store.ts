import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { oneAtATime } from "../one-at-a-time.ts";
import { type KeyRecord, readKeys, writeKeys } from "./disk.ts";
import { kmsErrors } from "./errors.ts";
import type { KeyDefinition } from "./template.ts";

/** The keys' material and state. */
export interface KeyStore {
  /** @throws AwsError `NotFoundException` when the key was never made or its deletion date has passed. */
  readonly record: (keyId: string) => KeyRecord;
  /** Replaces a record; when it returns, the change is on disk. */
  readonly save: (record: KeyRecord) => Promise<void>;
}

/**
 * Opens the key store, and makes the material of keys that are new in the template.
 *
 * @param folder null keeps everything in memory.
 * @throws Error when the store file is damaged.
 */
export async function openKeyStore(
  folder: string | null,
  definitions: readonly KeyDefinition[],
  now: () => Date,
): Promise<KeyStore> {
  const path = folder === null ? undefined : join(folder, "kms.json");
  const kept = path === undefined ? [] : ((await readKeys(path)) ?? []);
  const records = new Map(kept.map((record) => [record.keyId, record]));
  const turn = oneAtATime();
  const write = () =>
    turn(async () => {
      if (path !== undefined) await writeKeys(path, [...records.values()]);
    });
  const missing = definitions.filter(({ keyId }) => !records.has(keyId));
  for (const definition of missing) records.set(definition.keyId, newRecord(definition, now()));
  if (folder !== null) await mkdir(folder, { recursive: true });
  if (missing.length > 0) await write();
  return {
    record: (keyId) => {
      const record = records.get(keyId);
      if (record === undefined || (record.deletion ?? Number.POSITIVE_INFINITY) <= now().getTime())
        throw kmsErrors.notFound();
      return record;
    },
    save: async (record) => {
      records.set(record.keyId, record);
      await write();
    },
  };
}

function newRecord({ keyId, spec, enabled }: KeyDefinition, now: Date): KeyRecord {
  const material = spec === "SYMMETRIC_DEFAULT" ? randomBytes(32) : signingKey();
  return { keyId, created: now.getTime(), enabled, material: [material.toString("base64")] };
}

function signingKey(): Buffer {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: { format: "der", type: "pkcs8" },
    publicKeyEncoding: { format: "der", type: "spki" },
  }).privateKey;
}
