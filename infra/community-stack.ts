import { type App, Stack, Tags } from "aws-cdk-lib";
import { tenantApi } from "./constructs/api.ts";
import { tenantBackups } from "./constructs/backups.ts";
import { deadLetterQueue } from "./constructs/dead-letters.ts";
import { eventSource } from "./constructs/event-source.ts";
import { firewall } from "./constructs/firewall.ts";
import { tenantFunctions } from "./constructs/functions.ts";
import { tenantPools } from "./constructs/identity.ts";
import { tenantKeys } from "./constructs/keys.ts";
import { monitoring } from "./constructs/monitoring.ts";
import { pascal } from "./constructs/names.ts";
import { tenantNetwork } from "./constructs/network.ts";
import { output } from "./constructs/output.ts";
import { backupRoles, functionRoles, rolesByParty } from "./constructs/roles.ts";
import { schedule } from "./constructs/schedule.ts";
import { tenantTables } from "./constructs/tables.ts";
import { trailBuckets } from "./constructs/trail-buckets.ts";
import { type Worker, workers } from "./functions.ts";
import { tagsOf } from "./tags.ts";
import type { TenantConfig } from "./tenant-config.ts";

/** What an operator invokes a worker for. */
const purposes: Readonly<Record<Worker, string>> = {
  rotation: "Function that makes the keys that are due.",
  "pool-keys": "Function that learns the keys and app clients of the user pools.",
  identity: "Function that tells the user pools whom Kith has invited, suspended or signed out.",
  jobs: "Function that works off files of invitations.",
  setup: "Function that begins the tenant: kith setup.",
  indexer: "Function that indexes the sealed trail.",
  verifier: "Function that verifies the log.",
  activity: "Function that counts what is new, reactions and votes.",
  sealer: "Function that seals the trail into the log.",
};

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
  const backup = backupRoles(stack);
  const keys = tenantKeys(stack, tenant, rolesByParty(roleOf, backup, config));
  const tables = tenantTables(stack, keys, config, backup["keyring-backup"].roleArn);
  const vaults = tenantBackups(stack, { config, keyArn: keys.backup, tables, roles: backup });
  const buckets = trailBuckets(stack, keys.audit, config);
  const pools = tenantPools(stack, keys.data, config);
  const deadLetters = deadLetterQueue(stack, keys.data);
  const network =
    config.network === "vpc"
      ? tenantNetwork(stack, { zones: config.zones, keys, tables, buckets })
      : undefined;
  const surroundings = {
    tenant,
    keys,
    tables,
    buckets,
    pools,
    roleOf,
    bundles,
    deadLetters,
    network,
    config,
  };
  const functionOf = tenantFunctions(stack, surroundings);
  schedule(stack, "rotation", "rate(1 day)", functionOf("rotation"));
  schedule(stack, "pool-keys", "rate(15 minutes)", functionOf("pool-keys"));
  schedule(stack, "identity", "rate(1 minute)", functionOf("identity"));
  schedule(stack, "jobs", "rate(1 minute)", functionOf("jobs"));
  schedule(stack, "sealer", "rate(1 minute)", functionOf("sealer"));
  schedule(stack, "indexer", "rate(1 minute)", functionOf("indexer"));
  schedule(stack, "verifier", "rate(5 minutes)", functionOf("verifier"));
  eventSource(stack, "activity", tables.community, {
    prefix: "THREAD#",
    worker: functionOf("activity"),
    deadLetters,
  });
  for (const name of workers)
    output(stack, `${pascal(name)}FunctionName`, functionOf(name).ref, purposes[name]);
  output(stack, "SealKeyArn", keys.seal, "Key to disable when nothing may be opened any more.");
  const api = tenantApi(stack, { config, pools, functionOf, logKeyArn: keys.audit });
  firewall(stack, { config, api, pools, logKeyArn: keys.audit });
  monitoring(stack, {
    tenant,
    onCall: config.contacts.onCall,
    keyArn: keys.backup,
    functionName: (name) => functionOf(name).ref,
    tables,
    vaults,
    deadLetters,
  });
  for (const [name, value] of Object.entries(tagsOf(config))) Tags.of(stack).add(name, value);
  return stack;
}
