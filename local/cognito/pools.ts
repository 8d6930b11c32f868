import { z } from "zod";
import type { LoadedStack, Person, Resource } from "../types.ts";

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

/** A user pool of the template, with everything that hangs on it. */
export interface UserPool {
  readonly poolId: string;
  readonly arn: string;
  readonly kind: Person["pool"];
  /** `iss` of the tokens, as AWS writes it. */
  readonly issuer: string;
  readonly clients: readonly PoolClient[];
}

const kinds = ["members", "workforce"] as const;

const openIdScopes: ReadonlySet<string> = new Set(["openid", "email", "profile", "phone"]);

const poolProperties = z.looseObject({ UserPoolName: z.string().optional() });

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

/** Reads a resource's properties through its schema; the error names the resource and the property, no value. */
function read<T>(resource: Resource, schema: z.ZodType<T>): T {
  const result = schema.safeParse(resource.properties);
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => issue.path.join(".") || "(properties)").join(", ");
  throw new Error(`The local sign-in does not understand ${resource.logicalId}: ${places}`);
}

function kindOf(pool: Resource): Person["pool"] {
  const name = `${pool.logicalId} ${read(pool, poolProperties).UserPoolName ?? ""}`.toLowerCase();
  const found = kinds.filter((kind) => name.includes(kind));
  const [kind] = found;
  if (kind === undefined || found.length > 1) {
    throw new Error(`The name of user pool ${pool.logicalId} must contain either "members" or "workforce"`);
  }
  return kind;
}

function scopesOf(stack: LoadedStack, poolId: string): ReadonlySet<string> {
  const servers = stack
    .byType("AWS::Cognito::UserPoolResourceServer")
    .map((server) => read(server, resourceServerProperties))
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
  const properties = read(resource, clientProperties);
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

function poolOf(stack: LoadedStack, pool: Resource): UserPool {
  if (pool.arn === undefined) throw new Error(`User pool ${pool.logicalId} has no ARN`);
  const poolScopes = scopesOf(stack, pool.physicalId);
  const clients = stack
    .byType("AWS::Cognito::UserPoolClient")
    .filter((client) => read(client, clientProperties).UserPoolId === pool.physicalId);
  return {
    poolId: pool.physicalId,
    arn: pool.arn,
    kind: kindOf(pool),
    issuer: `https://cognito-idp.${stack.region}.amazonaws.com/${pool.physicalId}`,
    clients: clients.map((client) => clientOf(client, poolScopes)),
  };
}

/**
 * The user pools of a template with their public clients.
 *
 * @throws Error when a client has a secret, another flow than the code flow, or a scope that its pool does not define.
 */
export function userPools(stack: LoadedStack): readonly UserPool[] {
  const pools = stack.byType("AWS::Cognito::UserPool").map((pool) => poolOf(stack, pool));
  if (new Set(pools.map((pool) => pool.kind)).size !== pools.length) {
    throw new Error("Two user pools of the template are of the same kind");
  }
  return pools;
}
