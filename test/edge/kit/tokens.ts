import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { PoolKeys } from "../../../functions/kernel/platform.ts";
import type { Pool } from "../../../functions/kernel/roles.ts";

const region = "https://cognito-idp.us-east-1.amazonaws.com";
export const issuers = { members: `${region}/us-east-1_Members`, workforce: `${region}/us-east-1_Workforce` };
export const clients = { members: "members-web-client", workforce: "workforce-web-client" };

const keys = {
  members: await generateKeyPair("RS256", { extractable: true }),
  workforce: await generateKeyPair("RS256", { extractable: true }),
  foreign: await generateKeyPair("RS256", { extractable: true }),
};

async function publicKeys(pool: Pool): Promise<PoolKeys> {
  const { n = "", e = "" } = await exportJWK(keys[pool].publicKey);
  const key = { kty: "RSA", kid: pool, n, e, alg: "RS256", use: "sig" } as const;
  return { issuer: issuers[pool], jwks: { keys: [key] }, clients: [clients[pool]] };
}
export const poolKeys: readonly PoolKeys[] = [await publicKeys("members"), await publicKeys("workforce")];

/** What a token says; times in seconds since the epoch. */
export interface TokenFacts {
  readonly sub: string;
  readonly iss: string;
  readonly client_id: string;
  readonly token_use: string;
  readonly scope: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly auth_time: number;
}

/** What a person's access token says by default. */
export const tokenFacts = (pool: Pool, subject: string, now: number): TokenFacts => ({
  sub: subject,
  iss: issuers[pool],
  client_id: clients[pool],
  token_use: "access",
  scope:
    pool === "members"
      ? "openid kith/community"
      : "openid kith/community kith/team kith/audit.read kith/admin",
  jti: `jti-${subject}`,
  iat: Math.floor(now / 1_000),
  exp: Math.floor(now / 1_000) + 600,
  auth_time: Math.floor(now / 1_000),
});

export const sign = (
  facts: Partial<TokenFacts>,
  key: keyof typeof keys,
  kid: string = key,
): Promise<string> =>
  new SignJWT({ ...facts }).setProtectedHeader({ alg: "RS256", kid }).sign(keys[key].privateKey);

/** `Mon Jul 20 02:28:52 UTC 2026`, as API Gateway writes times into claims. */
export function gatewayDate(seconds: number): string {
  const [weekday = "", day, month, year, time] = new Date(seconds * 1_000).toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}

/** The claims that API Gateway's authorizer makes of a token. */
export const claimsOf = (facts: TokenFacts): Readonly<Record<string, string>> => ({
  ...facts,
  iat: gatewayDate(facts.iat),
  exp: gatewayDate(facts.exp),
  auth_time: String(facts.auth_time),
});
