import { type App, Stack, Tags } from "aws-cdk-lib";
import { tenantApi } from "./constructs/api.ts";
import { auditBucket } from "./constructs/audit-bucket.ts";
import { tenantFunctions } from "./constructs/functions.ts";
import { tenantPools } from "./constructs/identity.ts";
import { tenantKeys } from "./constructs/keys.ts";
import { output } from "./constructs/output.ts";
import { functionRoles } from "./constructs/roles.ts";
import { schedule } from "./constructs/schedule.ts";
import { tenantTables } from "./constructs/tables.ts";
import { tagsOf } from "./tags.ts";
import type { TenantConfig } from "./tenant-config.ts";

/**
 * The stack of one health system. Composes, owns no resource itself: each part is given what the earlier ones made.
 *
 * @param bundles folder with one folder per function.
 */
export function communityStack(app: App, config: TenantConfig, bundles: string): Stack {
  const tenant = config.tenant.id;
  const stack = new Stack(app, `kith-${tenant}`, {
    env: config.aws,
    description: "Kith: the online community of a health system.",
    terminationProtection: true,
  });
  const roleOf = functionRoles(stack);
  const keys = tenantKeys(stack, tenant, roleOf);
  const tables = tenantTables(stack, keys, config);
  auditBucket(stack, keys.audit, config.audit.objectLock);
  const pools = tenantPools(stack, keys.data, config);
  const functionOf = tenantFunctions(stack, { tenant, keys, tables, pools, roleOf, bundles, config });
  schedule(stack, "rotation", "rate(1 day)", functionOf("rotation"));
  schedule(stack, "pool-keys", "rate(15 minutes)", functionOf("pool-keys"));
  output(stack, "SetupFunctionName", functionOf("setup").ref, "Function that begins the tenant: kith setup.");
  tenantApi(stack, { config, pools, functionOf, logKeyArn: keys.audit });
  for (const [name, value] of Object.entries(tagsOf(config))) Tags.of(stack).add(name, value);
  return stack;
}
