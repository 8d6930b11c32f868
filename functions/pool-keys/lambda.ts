import { poolKeysKey } from "../kernel/keys.ts";
import { Problem } from "../kernel/problems.ts";
import { systemEvent } from "../kernel/system-event.ts";
import { systemCommit } from "../platform/audit/system-commit.ts";
import { cognitoClient } from "../platform/cognito.ts";
import { readEnvironment } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { tableReader } from "../platform/reader.ts";
import { newTrail } from "../platform/trail.ts";
import { readUserPool } from "../platform/user-pools.ts";
import { worker } from "../platform/worker.ts";
import { refreshed } from "./refresh.ts";

const machine = awsMachine();
const environment = readEnvironment([
  "KITH_TENANT",
  "KITH_TABLE_COMMUNITY",
  "KITH_TABLE_AUDIT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_KEY_AUDIT",
  "KITH_ISSUER_MEMBERS",
  "KITH_ISSUER_WORKFORCE",
  "KITH_POOL_MEMBERS",
  "KITH_POOL_WORKFORCE",
]);
const cognito = cognitoClient();
const commit = systemCommit(machine, environment);
const reader = tableReader({ client: machine.dynamodb, table: environment.KITH_TABLE_COMMUNITY });

/** Runs on a schedule: keeps what every other function needs to recognise a token. It can read no content and open no key of it. */
export const handler = worker(machine.log, "pool-keys", async (requestId): Promise<{ changed: boolean }> => {
  const pools = await Promise.all([
    readUserPool(cognito, { id: environment.KITH_POOL_MEMBERS, issuer: environment.KITH_ISSUER_MEMBERS }),
    readUserPool(cognito, { id: environment.KITH_POOL_WORKFORCE, issuer: environment.KITH_ISSUER_WORKFORCE }),
  ]);
  const write = refreshed(await reader.get(poolKeysKey, { consistent: true }), pools);
  if (!write) return { changed: false };
  const event = systemEvent({ action: "pool-keys.refresh", by: "pool-keys", requestId }, newTrail().facts());
  const { outcome } = await commit(event, [write]);
  if (outcome !== "committed") throw new Problem("in-progress");
  return { changed: true };
});
