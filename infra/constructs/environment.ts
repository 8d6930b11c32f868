import { bucketNames } from "../buckets.ts";
import type { Grants } from "../grants.ts";
import { tableNames } from "../tables.ts";
import type { Keys } from "./keys.ts";
import { stackSuffix } from "./names.ts";
import type { Tables } from "./tables.ts";
import type { Buckets } from "./trail-buckets.ts";

/** A user pool as functions know it. */
export interface Pool {
  readonly id: string;
  readonly arn: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
}
export interface Pools {
  readonly members: Pool;
  readonly workforce: Pool;
}

export interface Surroundings {
  readonly tenant: string;
  readonly keys: Keys;
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly pools: Pools;
}

/**
 * The environment of a function: names of what it may use, and nothing else. Never the API's id or URL, nor an app
 * client: those depend on the function themselves.
 */
export function environmentOf(grants: Grants, { tenant, keys, tables, buckets, pools }: Surroundings) {
  const used = tableNames.filter((name) => grants.tables.some(({ table }) => table === name));
  const opened = bucketNames.filter((name) => grants.objects.some(({ bucket }) => bucket === name));
  return {
    KITH_TENANT: tenant,
    ...Object.fromEntries(used.map((name) => [variable("TABLE", name), tables[name].name])),
    ...Object.fromEntries(opened.map((name) => [variable("BUCKET", name), buckets[name].name])),
    ...(grants.signs && { KITH_KEY_SIGN: keys.sign, KITH_LOG_ORIGIN: logOrigin(tenant) }),
    ...(grants.seal.length > 0 && { KITH_KEY_SEAL: keys.seal }),
    ...(grants.outbox.length > 0 && { KITH_KEY_OUTBOX: keys.data }),
    ...((grants.writesEvents || grants.opensEvents) && { KITH_KEY_AUDIT: keys.audit }),
    ...(grants.knowsIssuers && {
      KITH_ISSUER_MEMBERS: pools.members.issuer,
      KITH_ISSUER_WORKFORCE: pools.workforce.issuer,
    }),
    ...((grants.listsClients || grants.tellsAccounts) && {
      KITH_POOL_MEMBERS: pools.members.id,
      KITH_POOL_WORKFORCE: pools.workforce.id,
    }),
  };
}

/** Name of the tenant's log, which every checkpoint begins with: fixed for as long as the stack, and no other stack's. */
const logOrigin = (tenant: string): string => `kith-${tenant}/audit/${stackSuffix()}/1`;

function variable(kind: string, name: string): string {
  return `KITH_${kind}_${name.replaceAll("-", "_").toUpperCase()}`;
}
