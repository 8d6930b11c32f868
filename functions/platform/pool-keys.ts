import * as z from "zod/mini";
import { type Clock, minute } from "../kernel/clock.ts";
import { poolKeysKey } from "../kernel/keys.ts";
import type { PoolKeys } from "../kernel/platform.ts";
import type { Item, Reader } from "../kernel/ports.ts";
import { remember } from "../kernel/remember.ts";
import { unavailable } from "./failures.ts";

/** A key that verifies RS256 (RFC 7517), and nothing else of what a pool may publish. */
export const publicKey = z.object({
  kty: z.literal("RSA"),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  alg: z.literal("RS256"),
  use: z.literal("sig"),
});
/** What the `pool-keys` function writes and every other function reads. */
export const poolKeysValue = z.object({
  pools: z.array(
    z.object({
      issuer: z.string(),
      jwks: z.object({ keys: z.array(publicKey) }),
      clients: z.array(z.string()),
    }),
  ),
});

/**
 * The pools' public keys and app clients, at most five minutes old.
 * @throws Problem `unavailable` while the item is missing or malformed: without it nobody can be recognised.
 */
export function storedPoolKeys(reader: Reader, clock: Clock): () => Promise<readonly PoolKeys[]> {
  const known = remember<readonly PoolKeys[]>({ clock, lifetime: 5 * minute, capacity: 1 });
  return async () => {
    const fresh = known.get("pools");
    if (fresh) return fresh;
    const pools = poolsIn(await reader.get(poolKeysKey));
    known.set("pools", pools);
    return pools;
  };
}

function poolsIn(item: Item | undefined): readonly PoolKeys[] {
  const parsed = poolKeysValue.safeParse(jsonIn(item?.value));
  if (!parsed.success) throw unavailable(new Error("The pools' keys are missing or malformed."));
  return parsed.data.pools;
}

function jsonIn(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
