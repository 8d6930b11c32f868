import { z } from "zod";
import type { LoadedStack, Person, Resource } from "../types.ts";
import { clientsOf, type PoolClient } from "./pool-clients.ts";
import { readProperties } from "./properties.ts";

/** A user pool of the template, with everything that hangs on it. */
export interface UserPool {
  readonly poolId: string;
  readonly arn: string;
  readonly kind: Person["pool"];
  /** `iss` of the tokens, as AWS writes it. */
  readonly issuer: string;
  readonly clients: readonly PoolClient[];
  /** Whether a person's verified e-mail address names them as their username does. */
  readonly emailAlias: boolean;
  /** Whether `ana` and `Ana` are two people. */
  readonly caseSensitive: boolean;
  /** Whether people can sign in with a code, and are made without a password for it. */
  readonly passwordless: boolean;
}

const kinds = ["members", "workforce"] as const;

const factors = z.array(z.enum(["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]));

const poolProperties = z.looseObject({
  UserPoolName: z.string().optional(),
  AliasAttributes: z.array(z.literal("email")).default([]),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.boolean() }).default({ CaseSensitive: true }),
  Policies: z
    .looseObject({ SignInPolicy: z.strictObject({ AllowedFirstAuthFactors: factors }).optional() })
    .default({}),
  // Each would change how a person is made, in a way that is not here.
  UsernameAttributes: z.never().optional(),
  Schema: z.never().optional(),
  LambdaConfig: z.never().optional(),
});

function kindOf(pool: Resource, poolName = ""): Person["pool"] {
  const name = `${pool.logicalId} ${poolName}`.toLowerCase();
  const found = kinds.filter((kind) => name.includes(kind));
  const [kind] = found;
  if (kind === undefined || found.length > 1) {
    throw new Error(`The name of user pool ${pool.logicalId} must contain either "members" or "workforce"`);
  }
  return kind;
}

function poolOf(stack: LoadedStack, pool: Resource): UserPool {
  if (pool.arn === undefined) throw new Error(`User pool ${pool.logicalId} has no ARN`);
  const properties = readProperties(pool, poolProperties);
  const allowed = properties.Policies.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  return {
    poolId: pool.physicalId,
    arn: pool.arn,
    kind: kindOf(pool, properties.UserPoolName),
    issuer: `https://cognito-idp.${stack.region}.amazonaws.com/${pool.physicalId}`,
    clients: clientsOf(stack, pool.physicalId),
    emailAlias: properties.AliasAttributes.length > 0,
    caseSensitive: properties.UsernameConfiguration.CaseSensitive,
    passwordless: allowed.some((factor) => factor.endsWith("_OTP")),
  };
}

/** A username or an e-mail address as the pool compares and shows it: "User pool case sensitivity" in its guide. */
export function flattened({ caseSensitive }: UserPool, name: string): string {
  return caseSensitive ? name : name.toLowerCase();
}

/**
 * The user pools of a template with their public clients.
 *
 * @throws Error when a pool makes people in a way that is not known here, or a client has a secret, another flow than the
 * code flow, or a scope that its pool does not define.
 */
export function userPools(stack: LoadedStack): readonly UserPool[] {
  const pools = stack.byType("AWS::Cognito::UserPool").map((pool) => poolOf(stack, pool));
  if (new Set(pools.map((pool) => pool.kind)).size !== pools.length) {
    throw new Error("Two user pools of the template are of the same kind");
  }
  return pools;
}
