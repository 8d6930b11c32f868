import type { routesOf } from "../functions/routes.ts";

export type PoolName = "members" | "workforce";
type Scope = NonNullable<ReturnType<typeof routesOf>[number]["scope"]>;

interface ScopeEntry {
  readonly pools: readonly PoolName[];
  /** What the sign-in pages say of it. */
  readonly description: string;
}

/** The scopes of the API and the pools whose tokens may carry them. */
export const scopes: Readonly<Record<Scope, ScopeEntry>> = {
  "kith/community": { pools: ["members", "workforce"], description: "Take part in the community" },
  "kith/team": { pools: ["workforce"], description: "Work in the care team" },
  "kith/audit.read": { pools: ["workforce"], description: "Review the audit trail" },
  "kith/admin": { pools: ["workforce"], description: "Set up programs and people" },
};

/** Identifier of the resource server: the part of a scope before its slash. */
export const RESOURCE_SERVER = "kith";

/** Names of a pool's own scopes as its resource server lists them, without the identifier. */
export function scopesOf(pool: PoolName): readonly { readonly name: string; readonly description: string }[] {
  return Object.entries(scopes)
    .filter(([, { pools }]) => pools.includes(pool))
    .map(([scope, { description }]) => ({ name: scope.slice(RESOURCE_SERVER.length + 1), description }));
}
