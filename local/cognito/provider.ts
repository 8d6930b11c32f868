import { randomBytes } from "node:crypto";
import { type Context, errors, interactionPolicy, Provider } from "oidc-provider";
import { profileAttributes } from "./account.ts";
import { grantAll, resourceServer } from "./grants.ts";
import type { SigningKeys } from "./keys.ts";
import { allowLoopback } from "./loopback.ts";
import type { UserPool } from "./pools.ts";
import { clientMetadata, lifetimes } from "./provider-clients.ts";
import type { Storage } from "./storage.ts";
import { cognitoAccessToken, identityClaims, type TokenSource } from "./tokens.ts";

/** Someone who was disabled after choosing who they are has a session, and the library would fail at the code. */
const stillThere = new interactionPolicy.Check("disabled", "The person is disabled", ({ oidc }) => {
  if (oidc.session?.accountId !== undefined && oidc.account === undefined)
    throw new errors.AccessDenied("the person is disabled");
  return false;
});

function interactions(pool: UserPool): Record<string, unknown> {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  policy.get("login")?.checks.add(stillThere);
  return { policy, url: (_: Context, { uid }: { uid: string }) => `/${pool.poolId}/signin/${uid}` };
}

function sameClient(
  _: Context,
  client: { readonly clientId: string },
  token: { readonly clientId: string },
): boolean {
  return client.clientId === token.clientId;
}

function features(pool: UserPool, resource: string): Record<string, unknown> {
  return {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    revocation: { enabled: true, allowedPolicy: sameClient },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: resourceServer(pool, resource),
    },
  };
}

function cookies(pool: UserPool): Record<string, unknown> {
  const path = `/${pool.poolId}`;
  return {
    keys: [randomBytes(32).toString("base64url")],
    long: { path, signed: true },
    short: { signed: true },
  };
}

function claimsByScope(): Record<string, readonly string[]> {
  return {
    openid: ["sub", "token_use", "cognito:username"],
    email: ["email", "email_verified"],
    profile: profileAttributes,
  };
}

/** To someone whom this does not find the library gives no token, for a code or a refresh token. */
function findAccount({ pool, people }: TokenSource) {
  return (_: Context, sub: string) => {
    const person = people.bySub(pool, sub);
    return person?.enabled ? { accountId: sub, claims: () => identityClaims(person) } : undefined;
  };
}

/**
 * The OpenID provider of one user pool: authorization code with PKCE (S256) for public clients, refresh tokens,
 * access tokens in Cognito's form.
 *
 * @param issuer the local URL of the pool, which discovery and ID tokens name.
 */
export function poolProvider(
  issuer: string,
  source: TokenSource,
  keys: SigningKeys,
  storage: Storage,
  page: (code: string) => string,
): Provider {
  const { pool } = source;
  const provider = new Provider(issuer, {
    adapter: storage.adapter,
    jwks: { keys: [keys.privateKey] },
    clients: pool.clients.map(clientMetadata),
    scopes: [...new Set(["openid", ...pool.clients.flatMap((client) => client.scopes)])],
    claims: claimsByScope(),
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    pkce: { required: () => true },
    clientAuthMethods: ["none"],
    clientBasedCORS: () => true,
    cookies: cookies(pool),
    features: features(pool, issuer),
    findAccount: findAccount(source),
    formats: { customizers: { jwt: cognitoAccessToken(source) } },
    interactions: interactions(pool),
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    loadExistingGrant: (context: Context) => grantAll(context, issuer),
    rotateRefreshToken: false,
    renderError: (context: Context, { error }: { error: string }) => {
      context.type = "html";
      context.body = page(error);
    },
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      revocation: "/oauth2/revoke",
      jwks: "/.well-known/jwks.json",
    },
    ttl: lifetimes(pool),
  });
  allowLoopback(provider);
  return provider;
}
