import { importJWK, SignJWT, UnsecuredJWT } from "jose";
import { accessTokenClaims, seconds } from "./access-token.ts";
import { newSigningKey, type SigningKeys } from "./keys.ts";
import type { UserPool } from "./pools.ts";

/** How a minted token is signed: as the pool signs, not at all, or by a key that only claims to be the pool's. */
export type Signature = "own" | "unsigned" | "other key";

async function sign(
  claims: Record<string, unknown>,
  key: SigningKeys["privateKey"],
  kid: string,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(await importJWK(key, "RS256"));
}

function usualClaims(pool: UserPool, now: Date): Record<string, unknown> {
  const client = pool.clients[0];
  return accessTokenClaims({
    sub: "00000000-0000-4000-8000-000000000000",
    username: "minted",
    issuer: pool.issuer,
    clientId: client?.clientId ?? "minted",
    scopes: client?.scopes ?? [],
    originId: "minted",
    authTime: seconds(now),
    issuedAt: now,
    lifetime: client?.accessTokenLifetime ?? 3600,
  });
}

/**
 * A token that no sign-in would give, for tests of what refuses it.
 *
 * @param override replaces claims of a valid access token; `undefined` removes one.
 */
export async function mintToken(
  pool: UserPool,
  keys: SigningKeys,
  now: Date,
  override: Readonly<Record<string, unknown>>,
  signature: Signature,
): Promise<string> {
  const claims = { ...usualClaims(pool, now), ...override };
  if (signature === "unsigned") return new UnsecuredJWT(claims).encode();
  const key = signature === "own" ? keys.privateKey : await newSigningKey();
  return sign(claims, key, keys.privateKey.kid);
}
