import type { Commit } from "../kernel/audit.ts";
import type { Platform, RequestPorts } from "../kernel/platform.ts";
import { rememberingReader } from "../kernel/remembering-reader.ts";
import { auditedCommit } from "./audit/commit.ts";
import { type MonthKeys, monthKeys } from "./audit/month-keys.ts";
import { cursors } from "./cursors.ts";
import { optionalVariable, readEnvironment } from "./environment.ts";
import { newIds } from "./ids.ts";
import { keyring } from "./keyring/keyring.ts";
import { keyReads } from "./keyring/reads.ts";
import type { Machine } from "./machine.ts";
import { sealedOutbox } from "./outbox.ts";
import { tableReader } from "./reader.ts";
import { type TableName, tableNames } from "./tables.ts";
import { newTrail } from "./trail.ts";
import { requestVault } from "./vault.ts";

/** What a function that opens and seals content stands on, whoever it serves. */
export interface SealedPlatform extends Pick<Platform, "clock" | "log" | "newTrail" | "portsFor" | "commit"> {
  readonly monthKeys: MonthKeys;
  readonly table: TableName;
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
] as const;

/** Composes the ports over AWS. Nothing is called yet: keys and salts are made at the first request, never at init. */
export function sealedPlatform(machine: Machine): SealedPlatform {
  const { dynamodb, dynamodbOnce, kms, clock, log } = machine;
  const environment = readEnvironment(variables, machine.variables);
  const table = tableNames(environment);
  const tenant = environment.KITH_TENANT;
  const outboxKeyArn = optionalVariable("KITH_KEY_OUTBOX", machine.variables);
  const keys = keyring({
    read: keyReads({ dynamodb, tableName: table, log }),
    ...{ kms, sealKey: environment.KITH_KEY_SEAL, tenant, clock, log },
  });
  const months = monthKeys({
    ...{ dynamodb, kms, table: table("audit-keys"), tenant },
    ...{ keyArn: environment.KITH_KEY_AUDIT, clock, log },
  });
  const commit: Commit = auditedCommit({
    ...{ client: dynamodbOnce, tableName: table, tenant, clock },
    ...{ monthKeys: months, tokensOf: keys.tokensOf },
  });
  const portsFor = (trail: RequestPorts["trail"]): RequestPorts => ({
    reader: rememberingReader(
      tableReader({ client: dynamodb, table: table("community"), onPage: trail.read }),
    ),
    vault: requestVault({ keyring: keys, trail, tenant, log }),
    newId: newIds(clock),
    trail,
    outbox: sealedOutbox({ kms, tenant, keyArn: outboxKeyArn, newId: newIds(clock) }),
    cursors: (bound) => cursors(keys, clock, { tenant, ...bound }),
  });
  return { clock, log, newTrail, portsFor, commit, monthKeys: months, table, tenant };
}
