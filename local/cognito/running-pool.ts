import { type SigningKeys, signingKeys } from "./keys.ts";
import type { UserPool } from "./pools.ts";
import { memoryStorage, type Storage } from "./storage.ts";

/** A pool of the template with what its sign-in gives and signs with. */
export interface RunningPool {
  readonly pool: UserPool;
  readonly keys: SigningKeys;
  readonly storage: Storage;
}

/** @throws Error when a kept signing key cannot be read. */
export async function runningPool(pool: UserPool, folder: string | null): Promise<RunningPool> {
  return { pool, keys: await signingKeys(folder, pool.poolId), storage: memoryStorage() };
}

/** The first that fits. @throws Error when none does. */
export function findPool(running: readonly RunningPool[], fits: (pool: UserPool) => boolean): RunningPool {
  const found = running.find(({ pool }) => fits(pool));
  if (found === undefined) throw new Error("The template has no such user pool");
  return found;
}
