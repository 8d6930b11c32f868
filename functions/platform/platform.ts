import type { Commit } from "../kernel/audit.ts";
import type { Platform, RequestPorts } from "../kernel/platform.ts";
import { rememberingReader } from "../kernel/remembering-reader.ts";
import { auditedCommit } from "./audit/commit.ts";
import { firstAnswers } from "./audit/first-answer.ts";
import { type MonthKeys, monthKeys } from "./audit/month-keys.ts";
import { cursors } from "./cursors.ts";
import { readEnvironment } from "./environment.ts";
import { newIds } from "./ids.ts";
import { type Keyring, keyring } from "./keyring/keyring.ts";
import { keyReads } from "./keyring/reads.ts";
import type { Machine } from "./machine.ts";
import { storedPoolKeys } from "./pool-keys.ts";
import { tableReader } from "./reader.ts";
import { tableNames } from "./tables.ts";
import { newTrail } from "./trail.ts";
import { requestVault } from "./vault.ts";

/** The platform of a function that serves signed-in people, and what its composition root may also need. */
export interface AuditedPlatform extends Platform {
  readonly keyring: Keyring;
  readonly monthKeys: MonthKeys;
  readonly table: ReturnType<typeof tableNames>;
  readonly tenant: string;
}

const variables = [
  "KITH_TENANT",
  "KITH_TABLE_COMMUNITY",
  "KITH_TABLE_KEYRING",
  "KITH_TABLE_AUDIT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_KEY_SEAL",
  "KITH_KEY_AUDIT",
  "KITH_ISSUER_MEMBERS",
  "KITH_ISSUER_WORKFORCE",
] as const;

/** Composes the ports over AWS. Nothing is called yet: keys and salts are made at the first request, never at init. */
export function auditedPlatform(machine: Machine): AuditedPlatform {
  const { dynamodb, dynamodbOnce, kms, clock, log } = machine;
  const environment = readEnvironment(variables, machine.variables);
  const table = tableNames(environment);
  const tenant = environment.KITH_TENANT;
  const keys = keyring({
    read: keyReads({ dynamodb, tableName: table, log }),
    kms,
    sealKey: environment.KITH_KEY_SEAL,
    tenant,
    clock,
    log,
  });
  const months = monthKeys({
    dynamodb,
    kms,
    table: table("audit-keys"),
    tenant,
    keyArn: environment.KITH_KEY_AUDIT,
    clock,
    log,
  });
  const reader = tableReader({ client: dynamodb, table: table("community") });
  const commit: Commit = auditedCommit({
    client: dynamodbOnce,
    tableName: table,
    tenant,
    clock,
    monthKeys: months,
    tokensOf: keys.tokensOf,
  });
  const portsFor = (trail: RequestPorts["trail"]): RequestPorts => ({
    reader: rememberingReader(
      tableReader({ client: dynamodb, table: table("community"), onPage: trail.read }),
    ),
    vault: requestVault({ keyring: keys, trail, tenant, log }),
    newId: newIds(clock),
    trail,
    cursors: (bound) => cursors(keys, clock, { tenant, ...bound }),
  });
  return {
    clock,
    log,
    issuers: { members: environment.KITH_ISSUER_MEMBERS, workforce: environment.KITH_ISSUER_WORKFORCE },
    poolKeys: storedPoolKeys(reader, clock),
    newTrail,
    portsFor,
    commit,
    findFirst: firstAnswers(reader, clock),
    keyring: keys,
    monthKeys: months,
    table,
    tenant,
  };
}
