import { JwtVerifier } from "aws-jwt-verify/jwt-verifier";
import type { PoolKeys } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import type { Claims } from "./claims.ts";

/**
 * Verifies the access token itself (RS256 against the pools' keys), so that whoever may invoke a function still cannot act as
 * someone else; the claims that the gateway handed over must say the same.
 * @throws Problem `token-refused` when the signature, issuer, client or any claim does not hold.
 */
export function verifyToken(token: string | undefined, claims: Claims, pools: readonly PoolKeys[]): void {
  const pool = pools.find(({ issuer }) => issuer === claims.issuer);
  if (token === undefined || pool === undefined || !pool.clients.includes(claims.client))
    throw new Problem("token-refused");
  const payload = signedPayload(token, pool);
  const agrees =
    payload.sub === claims.subject &&
    payload.client_id === claims.client &&
    payload.token_use === "access" &&
    payload.jti === claims.tokenId &&
    payload.scope === claims.scopes.join(" ") &&
    payload.iat === claims.issuedAt / 1_000 &&
    payload.exp === claims.expires / 1_000;
  if (!agrees) throw new Problem("token-refused");
}

/** Bearer token of an Authorization header (RFC 6750 section 2.1; the scheme's case does not matter). */
export const bearer = (header: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(header ?? "")?.[1];

function signedPayload(token: string, pool: PoolKeys): Readonly<Record<string, unknown>> {
  try {
    return verifierOf(pool).verifySync(token);
  } catch {
    // The library's error tells what the token said; nobody needs to know more than that it does not hold.
    throw new Problem("token-refused");
  }
}

/** One verifier for each state of a pool's keys: it keeps the parsed public keys. */
const verifiers = new WeakMap<PoolKeys, { verifySync: (token: string) => Record<string, unknown> }>();

function verifierOf(pool: PoolKeys): { verifySync: (token: string) => Record<string, unknown> } {
  const known = verifiers.get(pool);
  if (known) return known;
  const verifier = JwtVerifier.create({
    issuer: pool.issuer,
    audience: null,
    jwksUri: `${pool.issuer}/.well-known/jwks.json`,
  });
  verifier.cacheJwks({ keys: pool.jwks.keys.map((key) => ({ ...key })) });
  verifiers.set(pool, verifier);
  return verifier;
}
