import { monthKeys } from "../platform/audit/month-keys.ts";
import { systemCommit } from "../platform/audit/system-commit.ts";
import { readEnvironment } from "../platform/environment.ts";
import { keyReads } from "../platform/keyring/reads.ts";
import { ensureBranchKey } from "../platform/keyring/rotation.ts";
import { awsMachine } from "../platform/machine.ts";
import { tableNames } from "../platform/tables.ts";
import { worker } from "../platform/worker.ts";

const machine = awsMachine();
const environment = readEnvironment([
  "KITH_TENANT",
  "KITH_TABLE_KEYRING",
  "KITH_TABLE_AUDIT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_KEY_SEAL",
  "KITH_KEY_AUDIT",
]);
const tableName = tableNames(environment);
const tenant = environment.KITH_TENANT;
const commit = systemCommit(machine, environment);
const read = keyReads({ ...machine, tableName });
const months = monthKeys({
  ...machine,
  tenant,
  table: environment.KITH_TABLE_AUDIT_KEYS,
  keyArn: environment.KITH_KEY_AUDIT,
});

/**
 * Runs on a schedule: sees to it that the tenant's first keys exist, and next month's audit key a week ahead. It may make
 * branch keys and never open one.
 */
export const handler = worker(
  machine.log,
  "rotation",
  async (requestId): Promise<{ made: boolean; month: string }> => {
    const sealKey = environment.KITH_KEY_SEAL;
    const made = await ensureBranchKey({ ...machine, read, tenant, sealKey, commit, requestId });
    return { made, month: await months.ensureNext() };
  },
);
