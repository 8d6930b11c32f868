import { join } from "node:path";
import { UsageError } from "./usage.ts";

/** Where the tenants' files lie. */
export const tenantsFolder = join(import.meta.dirname, "../tenants");

/** The tenant that was asked for; the first when none was. @throws UsageError when there is no such tenant. */
export function knownTenant<T extends { readonly id: string }>(
  tenants: readonly T[],
  wanted: string | undefined,
): T {
  const found = wanted === undefined ? tenants[0] : tenants.find(({ id }) => id === wanted);
  if (!found)
    throw new UsageError(`There is no such tenant. There are: ${tenants.map(({ id }) => id).join(", ")}.`);
  return found;
}
