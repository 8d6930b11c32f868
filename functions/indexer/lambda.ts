import { monthKeys } from "../platform/audit/month-keys.ts";
import { readEnvironment } from "../platform/environment.ts";
import { logClient } from "../platform/log/client.ts";
import { headReader } from "../platform/log/head.ts";
import { indexStore } from "../platform/log/index-store.ts";
import { s3Objects } from "../platform/log/objects.ts";
import { awsMachine } from "../platform/machine.ts";
import { tableReader } from "../platform/reader.ts";
import { worker } from "../platform/worker.ts";
import { indexWork } from "./index-work.ts";
import { leafReader } from "./read-leaf.ts";
import { sealedLeaves } from "./sealed-leaves.ts";

const machine = awsMachine();
const environment = readEnvironment([
  "KITH_TENANT",
  "KITH_TABLE_AUDIT_KEYS",
  "KITH_TABLE_AUDIT_INDEX",
  "KITH_BUCKET_WORM",
  "KITH_BUCKET_EDGE",
  "KITH_KEY_AUDIT",
]);
const { dynamodb: client, log } = machine;
const tenant = environment.KITH_TENANT;
const table = environment.KITH_TABLE_AUDIT_KEYS;
const months = monthKeys({ ...machine, tenant, table, keyArn: environment.KITH_KEY_AUDIT });
const buckets = logClient();
const ports = {
  store: indexStore({ client, table: environment.KITH_TABLE_AUDIT_INDEX }),
  head: headReader(tableReader({ client, table })),
  leaves: sealedLeaves({
    worm: s3Objects({ client: buckets, bucket: environment.KITH_BUCKET_WORM }),
    edge: s3Objects({ client: buckets, bucket: environment.KITH_BUCKET_EDGE }),
  }),
  read: leafReader(tenant, months),
  clock: machine.clock,
  alarm: (event: "damaged-value" | "index-late") => log({ level: "alarm", event }),
};

/** Runs on a schedule: writes the rows of what was sealed. An operator may have it begin anew, or compare rows with the log. */
export const handler = worker(log, "indexer", (_, event) => indexWork(ports, event));
