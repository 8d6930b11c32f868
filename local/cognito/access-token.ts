import { randomUUID } from "node:crypto";

/** What one access token says, before it is signed. */
export interface AccessTokenFacts {
  readonly sub: string;
  readonly username: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Constant over the refreshes of one sign-in. */
  readonly originId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly issuedAt: Date;
  /** Seconds. */
  readonly lifetime: number;
}

/** A time as tokens write it: whole seconds since 1970. */
export function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/**
 * The claims of a Cognito access token: no `aud`, the client under `client_id`, scopes separated by spaces.
 * Source: Amazon Cognito developer guide, "Understanding the access token".
 */
export function accessTokenClaims(facts: AccessTokenFacts): Record<string, unknown> {
  const iat = seconds(facts.issuedAt);
  return {
    sub: facts.sub,
    iss: facts.issuer,
    version: 2,
    client_id: facts.clientId,
    origin_jti: facts.originId,
    event_id: randomUUID(),
    token_use: "access",
    scope: facts.scopes.join(" "),
    auth_time: facts.authTime,
    exp: iat + facts.lifetime,
    iat,
    jti: randomUUID(),
    username: facts.username,
  };
}
