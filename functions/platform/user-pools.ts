import {
  type CognitoIdentityProviderClient,
  paginateListUserPoolClients,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod/mini";
import type { PoolKeys } from "../kernel/platform.ts";
import { unavailable } from "./failures.ts";
import { publicKey } from "./pool-keys.ts";

const published = z.object({ keys: z.array(z.unknown()) });

export interface UserPool {
  readonly id: string;
  readonly issuer: string;
}

/**
 * The signing keys that a pool publishes (RFC 7517) and the app clients that it has. Every client of a pool is ours.
 * @throws Problem `unavailable` when Cognito cannot be reached or answers something else: what is stored then stays.
 */
export async function readUserPool(
  client: CognitoIdentityProviderClient,
  { id, issuer }: UserPool,
): Promise<PoolKeys> {
  const [keys, clients] = await Promise.all([readKeys(issuer), readClients(client, id)]);
  return { issuer, jwks: keys, clients };
}

async function readKeys(issuer: string): Promise<PoolKeys["jwks"]> {
  const response = await fetch(`${issuer}/.well-known/jwks.json`, {
    signal: AbortSignal.timeout(5_000),
  }).catch(cannotRead);
  const parsed = published.safeParse(response.ok ? await response.json().catch(cannotRead) : undefined);
  const keys = usableKeys(parsed.data?.keys ?? []);
  return keys.length > 0 ? { keys } : cannotRead(new Error("A pool published no key that signs by RS256."));
}

/** A pool may publish keys of other kinds beside those that sign its tokens: they are left out, and lock nobody out. */
export const usableKeys = (keys: readonly unknown[]): PoolKeys["jwks"]["keys"] =>
  keys.flatMap((key) => publicKey.safeParse(key).data ?? []);

async function readClients(client: CognitoIdentityProviderClient, id: string): Promise<readonly string[]> {
  const found: string[] = [];
  const pages = paginateListUserPoolClients({ client, pageSize: 60 }, { UserPoolId: id });
  for await (const page of pages)
    found.push(...(page.UserPoolClients ?? []).flatMap(({ ClientId }) => ClientId ?? []));
  return found.toSorted();
}

function cannotRead(cause: unknown): never {
  throw unavailable(cause);
}
