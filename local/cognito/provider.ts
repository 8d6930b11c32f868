import { randomBytes } from "node:crypto";
import { type Context, errors, type Grant, interactionPolicy, Provider } from "oidc-provider";
import type { SigningKeys } from "./keys.ts";
import type { PoolClient, UserPool } from "./pools.ts";
import { memoryStorage } from "./storage.ts";
import { cognitoAccessToken, identityClaims, type TokenSource } from "./tokens.ts";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Seconds a session lasts: Cognito's managed login keeps one hour. */
const sessionLifetime = 3600;

function isLoopback(uri: string): boolean {
  const url = URL.parse(uri);
  return url !== null && url.protocol === "http:" && loopbackHosts.has(url.hostname) && url.hash === "";
}

function clientMetadata(client: PoolClient): Record<string, unknown> {
  return {
    client_id: client.clientId,
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    redirect_uris: client.callbackUrls.length > 0 ? client.callbackUrls : ["http://127.0.0.1/"],
    scope: client.scopes.join(" "),
  };
}

function clientOf(pool: UserPool, clientId: string): PoolClient {
  const client = pool.clients.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) throw new Error("A token for a client that the pool does not have");
  return client;
}

/** Everything a person's sign-in covers, granted without asking: Cognito has no consent page. */
async function grantAll(context: Context, resource: string): Promise<Grant> {
  const { provider, client, session, params } = context.oidc;
  const accountId = session?.accountId;
  if (accountId === undefined) throw new Error("A grant without a person");
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope(params.scope ?? "");
  grant.addResourceScope(resource, params.scope ?? "");
  await grant.save();
  return grant;
}

/** The library drops a scope it has never heard of; Cognito refuses it, and so does this. */
function resourceServer(pool: UserPool, resource: string) {
  return (context: Context, indicator: string): Record<string, unknown> => {
    if (indicator !== resource) throw new errors.InvalidTarget();
    const client = clientOf(pool, context.oidc.client.clientId);
    const foreign = context.oidc.params.scope?.split(" ").find((scope) => !client.scopes.includes(scope));
    if (foreign !== undefined) throw new errors.InvalidScope("requested scope is not allowed", foreign);
    return {
      scope: client.scopes.join(" "),
      audience: resource,
      accessTokenTTL: client.accessTokenLifetime,
      accessTokenFormat: "jwt",
      jwt: { sign: { alg: "RS256" } },
    };
  };
}

function lifetimes(pool: UserPool): Record<string, unknown> {
  type OfClient = { readonly clientId: string };
  return {
    AccessToken: (_: Context, __: unknown, client: OfClient) =>
      clientOf(pool, client.clientId).accessTokenLifetime,
    IdToken: (_: Context, __: unknown, client: OfClient) => clientOf(pool, client.clientId).idTokenLifetime,
    RefreshToken: (_: Context, __: unknown, client: OfClient) =>
      clientOf(pool, client.clientId).refreshTokenLifetime,
    AuthorizationCode: 300,
    Grant: Math.max(sessionLifetime, ...pool.clients.map((client) => client.refreshTokenLifetime)),
    Interaction: sessionLifetime,
    Session: sessionLifetime,
  };
}

function interactions(pool: UserPool): Record<string, unknown> {
  const policy = interactionPolicy.base();
  policy.remove("consent");
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
    short: { path, signed: true },
  };
}

function claimsByScope(): Record<string, readonly string[]> {
  return {
    openid: ["sub", "token_use", "cognito:username"],
    email: ["email", "email_verified"],
    profile: ["name"],
  };
}

function findAccount({ pool, people }: TokenSource) {
  return (_: Context, sub: string) => {
    const person = people.bySub(pool.kind, sub);
    return person && { accountId: person.sub, claims: () => identityClaims(person) };
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
  page: (code: string) => string,
): Provider {
  const { pool } = source;
  const provider = new Provider(issuer, {
    adapter: memoryStorage(),
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

/** Any port of this machine may receive the answer, besides the callbacks of the template. */
function allowLoopback(provider: Provider): void {
  const client = provider.Client.prototype;
  const registered = client.redirectUriAllowed;
  client.redirectUriAllowed = function allowed(uri) {
    return isLoopback(uri) || registered.call(this, uri);
  };
}
