import type { Adapter } from "oidc-provider";

interface Entry {
  readonly payload: Record<string, unknown>;
  readonly endsAt: number;
}

type Store = Map<string, Entry>;

function live(store: Store, key: string): Record<string, unknown> | undefined {
  const entry = store.get(key);
  return entry === undefined || entry.endsAt <= Date.now() ? undefined : entry.payload;
}

function removeWhere(store: Store, matches: (entry: Entry) => boolean): void {
  for (const [key, entry] of store) if (matches(entry)) store.delete(key);
}

function keep(
  store: Store,
  key: string,
  payload: Record<string, unknown>,
  expiresIn: number | undefined,
): void {
  const now = Date.now();
  removeWhere(store, (entry) => entry.endsAt <= now);
  store.set(key, {
    payload,
    endsAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : now + expiresIn * 1000,
  });
}

function adapter(store: Store, model: string): Adapter {
  const prefix = `${model}:`;
  const findBy = (field: string, value: string) =>
    [...store].find(([key, { payload }]) => key.startsWith(prefix) && payload[field] === value)?.[0];
  const findFirst = async (field: string, value: string) => {
    const key = findBy(field, value);
    return key === undefined ? undefined : live(store, key);
  };
  return {
    upsert: async (id, payload, expiresIn) => keep(store, prefix + id, payload, expiresIn),
    find: async (id) => live(store, prefix + id),
    findByUid: (uid) => findFirst("uid", uid),
    findByUserCode: (code) => findFirst("userCode", code),
    consume: async (id) => {
      const payload = live(store, prefix + id);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      store.delete(prefix + id);
    },
    revokeByGrantId: async (grantId) => removeWhere(store, ({ payload }) => payload.grantId === grantId),
  };
}

/** Codes, sessions and refresh tokens of one pool. */
export interface Storage {
  readonly adapter: (model: string) => Adapter;
  /** Forgets what a person's sign-ins have given: codes and refresh tokens, or also the sessions of the sign-in pages. */
  readonly forget: (accountId: string, what: "tokens" | "everything") => void;
}

/** In memory: after a restart everyone signs in again. */
export function memoryStorage(): Storage {
  const store: Store = new Map();
  return {
    adapter: (model) => adapter(store, model),
    forget: (accountId, what) => {
      for (const [key, { payload }] of store) {
        const stays = what === "tokens" && key.startsWith("Session:");
        if (payload.accountId === accountId && !stays) store.delete(key);
      }
    },
  };
}
