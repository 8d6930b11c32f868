import type { LoadedStack, Principal } from "../types.ts";
import type { Access } from "../wire/operation.ts";
import { type KeyUse, keyAccess } from "./access.ts";
import type { KeyRecord } from "./disk.ts";
import { kmsErrors } from "./errors.ts";
import { type KeyStore, openKeyStore } from "./key-store.ts";
import { type FindKey, type KeyDefinition, keyNames, keysOf } from "./template.ts";

/** The keys of a stack, as the operations of AWS KMS use them. */
export interface Keys {
  readonly store: KeyStore;
  readonly now: () => Date;
  /** A key of the template by any of its names. */
  readonly lookUp: FindKey;
  /** @throws AwsError `NotFoundException`. */
  readonly find: (name: string) => KeyDefinition;
  /** @throws AwsError unless the key exists, is enabled and is not pending deletion. */
  readonly usable: (key: KeyDefinition) => KeyRecord;
  readonly access: (key: KeyDefinition, operation: string, caller: Principal, use?: KeyUse) => Access;
}

/**
 * Opens the local KMS.
 *
 * @param folder where the material is kept; null keeps it in memory.
 * @throws Error when the store file is damaged, or the template has a kind of key that is not known here.
 */
export async function openKeys(stack: LoadedStack, folder: string | null, now: () => Date): Promise<Keys> {
  const definitions = keysOf(stack);
  const lookUp = keyNames(stack, definitions);
  const store = await openKeyStore(folder, definitions, now);
  return {
    store,
    now,
    lookUp,
    find: (name) => {
      const key = lookUp(name);
      if (key === undefined) throw kmsErrors.notFound();
      return key;
    },
    usable: (key) => {
      const record = store.record(key.keyId);
      if (record.deletion !== undefined) throw kmsErrors.pendingDeletion(key.arn);
      if (!record.enabled) throw kmsErrors.disabled(key.arn);
      return record;
    },
    access: (key, operation, caller, use) =>
      keyAccess(key, `kms:${operation}`, { caller, region: stack.region, now: now() }, use),
  };
}
