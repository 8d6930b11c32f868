import { systemEvent } from "../kernel/system-event.ts";
import { tellSignIn } from "../platform/accounts.ts";
import { systemCommit } from "../platform/audit/system-commit.ts";
import { cognitoClient } from "../platform/cognito.ts";
import { readEnvironment } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { openTask } from "../platform/outbox.ts";
import { tableReader } from "../platform/reader.ts";
import { newTrail } from "../platform/trail.ts";
import { worker } from "../platform/worker.ts";
import { run, type World } from "./run.ts";

const machine = awsMachine();
const environment = readEnvironment([
  "KITH_TENANT",
  "KITH_TABLE_COMMUNITY",
  "KITH_TABLE_AUDIT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_KEY_AUDIT",
  "KITH_KEY_OUTBOX",
  "KITH_POOL_MEMBERS",
  "KITH_POOL_WORKFORCE",
]);
const { clock, log, kms, dynamodb } = machine;
const outbox = { kms, tenant: environment.KITH_TENANT, keyArn: environment.KITH_KEY_OUTBOX };
const pools = { members: environment.KITH_POOL_MEMBERS, workforce: environment.KITH_POOL_WORKFORCE };
const cognito = cognitoClient();
const commit = systemCommit(machine, environment);

const worldOf = (requestId: string): World => ({
  ...{ clock, log, tell: tellSignIn({ cognito, pools }) },
  reader: tableReader({ client: dynamodb, table: environment.KITH_TABLE_COMMUNITY }),
  open: (id, sealed) => openTask(outbox, id, sealed),
  commit: async (write, { resource, extra = {} }) => {
    const trail = newTrail();
    trail.note(extra);
    const done = { action: "sign-in.tell", by: "identity", requestId } as const;
    const event = systemEvent(resource === undefined ? done : { ...done, resource }, trail.facts());
    return (await commit(event, [write])).outcome === "committed";
  },
});

/**
 * Runs on a schedule: tells the user pools whom Kith has invited, suspended, reactivated or signed out. It has a way out to
 * Cognito, and so no key of what people write.
 */
export const handler = worker(log, "identity", (requestId) => run(worldOf(requestId)));
