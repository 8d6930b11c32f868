import type { TenantConfig } from "./tenant-config.ts";

/** Tags of everything in a tenant's stack: ids and words of ours only, since AWS refuses some letters of free text. */
export const tagsOf = ({ tenant, environment }: TenantConfig): Readonly<Record<string, string>> => ({
  "kith:tenant": tenant.id,
  "kith:environment": environment,
  "kith:data-class": "phi",
});
