import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Fields, Operation } from "../wire/operation.ts";
import type { KeyRecord } from "./disk.ts";
import { kmsErrors } from "./errors.ts";
import type { Keys } from "./keys.ts";
import { keyId, onKey } from "./operation.ts";
import type { KeyDefinition } from "./template.ts";

const DAY = 24 * 60 * 60 * 1000;

const onlyKey = z.strictObject({ KeyId: keyId });
const schedule = z.strictObject({ KeyId: keyId, PendingWindowInDays: z.int().min(7).max(30).default(30) });

/** The operations that show or change a key's state. */
export function lifecycleOperations(keys: Keys): readonly (readonly [string, Operation])[] {
  const set = (enabled: boolean) => async (key: KeyDefinition) => {
    await keys.store.save({ ...notPending(keys, key), enabled });
    return {};
  };
  return [
    onKey(keys, {
      name: "DescribeKey",
      input: onlyKey,
      call: (key) => describe(key, keys.store.record(key.keyId)),
    }),
    onKey(keys, { name: "EnableKey", input: onlyKey, call: set(true) }),
    onKey(keys, { name: "DisableKey", input: onlyKey, call: set(false) }),
    onKey(keys, { name: "RotateKeyOnDemand", input: onlyKey, call: (key) => rotate(keys, key) }),
    onKey(keys, {
      name: "ScheduleKeyDeletion",
      input: schedule,
      use: ({ PendingWindowInDays }) => ({ pendingWindowInDays: PendingWindowInDays }),
      call: (key, { PendingWindowInDays }) => scheduleDeletion(keys, key, PendingWindowInDays),
    }),
    onKey(keys, { name: "CancelKeyDeletion", input: onlyKey, call: (key) => cancelDeletion(keys, key) }),
  ];
}

function describe(key: KeyDefinition, record: KeyRecord): Fields {
  return {
    KeyMetadata: {
      AWSAccountId: key.arn.split(":")[4],
      KeyId: key.keyId,
      Arn: key.arn,
      CreationDate: seconds(record.created),
      Enabled: record.enabled && record.deletion === undefined,
      Description: key.description,
      KeyUsage: key.usage,
      KeyState: stateOf(record),
      ...(record.deletion === undefined ? {} : { DeletionDate: seconds(record.deletion) }),
      Origin: "AWS_KMS",
      KeyManager: "CUSTOMER",
      KeySpec: key.spec,
      CustomerMasterKeySpec: key.spec,
      MultiRegion: false,
    },
  };
}

function stateOf(record: KeyRecord): string {
  if (record.deletion !== undefined) return "PendingDeletion";
  return record.enabled ? "Enabled" : "Disabled";
}

/** Old ciphertexts name the material they were made with, so all of it is kept. */
async function rotate(keys: Keys, key: KeyDefinition): Promise<Fields> {
  if (key.usage !== "ENCRYPT_DECRYPT") throw kmsErrors.unsupported("An asymmetric key cannot be rotated.");
  const record = keys.usable(key);
  await keys.store.save({ ...record, material: [...record.material, randomBytes(32).toString("base64")] });
  return { KeyId: key.arn };
}

async function scheduleDeletion(keys: Keys, key: KeyDefinition, days: number): Promise<Fields> {
  const deletion = keys.now().getTime() + days * DAY;
  await keys.store.save({ ...notPending(keys, key), deletion });
  return {
    KeyId: key.arn,
    DeletionDate: seconds(deletion),
    KeyState: "PendingDeletion",
    PendingWindowInDays: days,
  };
}

/** A key that was to be deleted comes back disabled. */
async function cancelDeletion(keys: Keys, key: KeyDefinition): Promise<Fields> {
  const { deletion, ...record } = keys.store.record(key.keyId);
  if (deletion === undefined) throw kmsErrors.notPendingDeletion(key.arn);
  await keys.store.save({ ...record, enabled: false });
  return { KeyId: key.arn };
}

function notPending(keys: Keys, key: KeyDefinition): KeyRecord {
  const record = keys.store.record(key.keyId);
  if (record.deletion !== undefined) throw kmsErrors.pendingDeletion(key.arn);
  return record;
}

/** The JSON of AWS carries times as seconds since 1970. */
function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
