import type { AccessToken, Context, StructuredToken } from "oidc-provider";
import { accessTokenClaims, seconds } from "./access-token.ts";
import type { Account } from "./account.ts";
import type { People } from "./people.ts";
import type { UserPool } from "./pools.ts";

/** What the tokens of one pool are made from. */
export interface TokenSource {
  readonly pool: UserPool;
  readonly people: People;
  readonly clock: () => Date;
}

/** The claims of a Cognito ID token about the person; the library adds `iss`, `aud`, times and the nonce. */
export function identityClaims({ sub, username, attributes }: Account): Record<string, unknown> {
  const { email_verified, ...own } = attributes;
  return {
    ...own,
    sub,
    token_use: "id",
    "cognito:username": username,
    ...(email_verified !== undefined && { email_verified: email_verified === "true" }),
  };
}

/** The sign-in's own time, moved by as much as the clock differs from this machine's. */
function authTime(context: Context, clock: () => Date): number {
  const { AuthorizationCode, RefreshToken } = context.oidc.entities;
  const recorded = (AuthorizationCode ?? RefreshToken)?.authTime ?? seconds(new Date());
  return recorded + Math.round((clock().getTime() - Date.now()) / 1000);
}

/**
 * Gives the library's access tokens the header and claims of Cognito's.
 *
 * @throws Error when the token is for someone who is not, or no longer, in the pool.
 */
export function cognitoAccessToken({ pool, people, clock }: TokenSource) {
  return (context: Context, token: AccessToken, jwt: StructuredToken): void => {
    const person = people.bySub(pool, token.accountId);
    if (person === undefined) throw new Error("An access token for someone who is not in the pool");
    const claims = accessTokenClaims({
      sub: person.sub,
      username: person.username,
      issuer: pool.issuer,
      clientId: token.clientId,
      scopes: (token.scope ?? "").split(" "),
      originId: token.grantId ?? "",
      authTime: authTime(context, clock),
      issuedAt: clock(),
      lifetime: token.expiration,
    });
    // The library insists on an audience, Cognito's access tokens have none: one that JSON does not see.
    jwt.payload = Object.defineProperty(claims, "aud", {
      value: token.clientId,
      enumerable: false,
      writable: true,
    });
    jwt.header = { typ: undefined };
  };
}
