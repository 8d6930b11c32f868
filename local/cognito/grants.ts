import { type Context, errors, type Grant } from "oidc-provider";
import type { UserPool } from "./pools.ts";
import { clientOf } from "./provider-clients.ts";

/** Everything a person's sign-in covers, granted without asking: Cognito has no consent page. */
export async function grantAll(context: Context, resource: string): Promise<Grant> {
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
export function resourceServer(pool: UserPool, resource: string) {
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
