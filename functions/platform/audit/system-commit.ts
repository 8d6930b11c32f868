import type { Commit } from "../../kernel/audit.ts";
import type { Environment } from "../environment.ts";
import { internal } from "../failures.ts";
import type { Machine } from "../machine.ts";
import { tableNames } from "../tables.ts";
import { auditedCommit } from "./commit.ts";
import { monthKeys } from "./month-keys.ts";

type Needed = "KITH_TENANT" | "KITH_TABLE_AUDIT" | "KITH_TABLE_AUDIT_KEYS" | "KITH_KEY_AUDIT";

/** The commit of a worker that acts for no member and may read no member's key or token. */
export function systemCommit(
  { dynamodb, dynamodbOnce, kms, clock, log }: Machine,
  environment: Environment<Needed>,
): Commit {
  const tableName = tableNames(environment);
  const tenant = environment.KITH_TENANT;
  const table = tableName("audit-keys");
  return auditedCommit({
    client: dynamodbOnce,
    tableName,
    tenant,
    clock,
    monthKeys: monthKeys({ dynamodb, kms, table, tenant, keyArn: environment.KITH_KEY_AUDIT, clock, log }),
    tokensOf: async (members) => {
      if (members.length > 0) throw internal("A worker of the system names no member.");
      return new Map();
    },
  });
}
