import { createHandler } from "../edge/handler.ts";
import { operations } from "../edge/operations.ts";
import { searchableTrail } from "../indexer/composed.ts";
import { callerLoader } from "../members/caller.ts";
import { eventLog } from "../platform/audit/events.ts";
import { readEnvironment, webOrigin } from "../platform/environment.ts";
import { logClient } from "../platform/log/client.ts";
import { headReader } from "../platform/log/head.ts";
import { logReport } from "../platform/log/log-report.ts";
import { s3Objects } from "../platform/log/objects.ts";
import { awsMachine } from "../platform/machine.ts";
import { auditedPlatform } from "../platform/platform.ts";
import { tableReader } from "../platform/reader.ts";
import { tableNames } from "../platform/tables.ts";
import { auditEndpoints } from "./endpoints.ts";
import { audit } from "./routes.ts";
import { auditStores } from "./stores.ts";

const machine = awsMachine();
const platform = auditedPlatform(machine);
const environment = readEnvironment(
  ["KITH_TABLE_AUDIT_INDEX", "KITH_BUCKET_WORM", "KITH_BUCKET_EDGE"],
  machine.variables,
);
const { dynamodb: client, log, clock } = machine;
const { tenant, monthKeys } = platform;
const registry = tableReader({ client, table: platform.table("audit-keys") });
const table = eventLog({ client, table: platform.table("audit"), tenant, monthKeys, registry, log });
const buckets = logClient(machine.variables);
const edge = s3Objects({ client: buckets, bucket: environment.KITH_BUCKET_EDGE });
const events = searchableTrail({
  ...{ tenant, monthKeys, registry, table, log, clock },
  index: tableReader({ client, table: tableNames(environment)("audit-index") }),
  worm: s3Objects({ client: buckets, bucket: environment.KITH_BUCKET_WORM }),
  edge,
});
const report = logReport({ head: headReader(registry), registry, edge });

export const handler = createHandler({
  platform,
  loadCaller: callerLoader(platform.clock),
  origin: webOrigin(),
  operations: new Map(operations(audit, auditEndpoints, auditStores(tenant, events, report))),
});
