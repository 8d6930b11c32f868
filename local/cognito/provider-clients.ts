import type { Context } from "oidc-provider";
import type { PoolClient } from "./pool-clients.ts";
import type { UserPool } from "./pools.ts";

/** Seconds a session lasts: Cognito's managed login keeps one hour. */
const sessionLifetime = 3600;

/** A client as the library registers it. */
export function clientMetadata(client: PoolClient): Record<string, unknown> {
  return {
    client_id: client.clientId,
    token_endpoint_auth_method: "none",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    redirect_uris: client.callbackUrls.length > 0 ? client.callbackUrls : ["http://127.0.0.1/"],
    scope: client.scopes.join(" "),
  };
}

/**
 * A client of the pool.
 *
 * @throws Error when the pool has no such client.
 */
export function clientOf(pool: UserPool, clientId: string): PoolClient {
  const client = pool.clients.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) throw new Error("A token for a client that the pool does not have");
  return client;
}

/** How long each thing lasts that the library gives. */
export function lifetimes(pool: UserPool): Record<string, unknown> {
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
