import { z } from "zod";
import type { LoadedStack, Resource } from "../types.ts";
import { readProperties } from "./properties.ts";

/** A public app client of a user pool. */
export interface PoolClient {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly scopes: readonly string[];
  /** Seconds. */
  readonly accessTokenLifetime: number;
  /** Seconds. */
  readonly idTokenLifetime: number;
  /** Seconds. */
  readonly refreshTokenLifetime: number;
}

const openIdScopes: ReadonlySet<string> = new Set(["openid", "email", "profile", "phone"]);

const clientProperties = z.looseObject({
  UserPoolId: z.string(),
  GenerateSecret: z.literal(false).optional(),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  AllowedOAuthFlows: z.array(z.literal("code")).length(1),
  AllowedOAuthScopes: z.array(z.string()).min(1),
  CallbackURLs: z.array(z.string()).default([]),
  AccessTokenValidity: z.number().positive().optional(),
  IdTokenValidity: z.number().positive().optional(),
  RefreshTokenValidity: z.number().positive().optional(),
  TokenValidityUnits: z
    .strictObject({
      AccessToken: z.enum(["seconds", "minutes", "hours", "days"]).optional(),
      IdToken: z.enum(["seconds", "minutes", "hours", "days"]).optional(),
      RefreshToken: z.enum(["seconds", "minutes", "hours", "days"]).optional(),
    })
    .default({}),
});

const resourceServerProperties = z.looseObject({
  UserPoolId: z.string(),
  Identifier: z.string(),
  Scopes: z.array(z.looseObject({ ScopeName: z.string() })).default([]),
});

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Unit = keyof typeof unitSeconds;

function scopesOf(stack: LoadedStack, poolId: string): ReadonlySet<string> {
  const servers = stack
    .byType("AWS::Cognito::UserPoolResourceServer")
    .map((server) => readProperties(server, resourceServerProperties))
    .filter((server) => server.UserPoolId === poolId);
  const own = servers.flatMap(({ Identifier, Scopes }) =>
    Scopes.map((scope) => `${Identifier}/${scope.ScopeName}`),
  );
  return new Set([...openIdScopes, ...own]);
}

function lifetime(
  value: number | undefined,
  unit: Unit | undefined,
  otherwise: { value: number; unit: Unit },
): number {
  return Math.round((value ?? otherwise.value) * unitSeconds[unit ?? otherwise.unit]);
}

function clientOf(resource: Resource, poolScopes: ReadonlySet<string>): PoolClient {
  const properties = readProperties(resource, clientProperties);
  if (properties.AllowedOAuthScopes.some((scope) => !poolScopes.has(scope))) {
    throw new Error(
      `Client ${resource.logicalId} allows a scope that no resource server of its pool defines`,
    );
  }
  const units = properties.TokenValidityUnits;
  return {
    clientId: resource.physicalId,
    callbackUrls: properties.CallbackURLs,
    scopes: properties.AllowedOAuthScopes,
    accessTokenLifetime: lifetime(properties.AccessTokenValidity, units.AccessToken, {
      value: 1,
      unit: "hours",
    }),
    idTokenLifetime: lifetime(properties.IdTokenValidity, units.IdToken, { value: 1, unit: "hours" }),
    refreshTokenLifetime: lifetime(properties.RefreshTokenValidity, units.RefreshToken, {
      value: 30,
      unit: "days",
    }),
  };
}

/**
 * The clients of a user pool.
 *
 * @throws Error when a client has a secret, another flow than the code flow, or a scope that its pool does not define.
 */
export function clientsOf(stack: LoadedStack, poolId: string): readonly PoolClient[] {
  const poolScopes = scopesOf(stack, poolId);
  return stack
    .byType("AWS::Cognito::UserPoolClient")
    .filter((client) => readProperties(client, clientProperties).UserPoolId === poolId)
    .map((client) => clientOf(client, poolScopes));
}
