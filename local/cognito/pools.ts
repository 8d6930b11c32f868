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
}

const kinds = ["members", "workforce"] as const;

const poolProperties = z.looseObject({ UserPoolName: z.string().optional() });

function kindOf(pool: Resource): Person["pool"] {
  const name = `${pool.logicalId} ${readProperties(pool, poolProperties).UserPoolName ?? ""}`.toLowerCase();
  const found = kinds.filter((kind) => name.includes(kind));
  const [kind] = found;
  if (kind === undefined || found.length > 1) {
    throw new Error(`The name of user pool ${pool.logicalId} must contain either "members" or "workforce"`);
  }
  return kind;
}

function poolOf(stack: LoadedStack, pool: Resource): UserPool {
  if (pool.arn === undefined) throw new Error(`User pool ${pool.logicalId} has no ARN`);
  return {
    poolId: pool.physicalId,
    arn: pool.arn,
    kind: kindOf(pool),
    issuer: `https://cognito-idp.${stack.region}.amazonaws.com/${pool.physicalId}`,
    clients: clientsOf(stack, pool.physicalId),
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
