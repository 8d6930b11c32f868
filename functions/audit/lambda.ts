import { createHandler } from "../edge/handler.ts";
import { operations } from "../edge/operations.ts";
import { callerLoader } from "../members/caller.ts";
import { eventLog } from "../platform/audit/events.ts";
import { webOrigin } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { auditedPlatform } from "../platform/platform.ts";
import { tableReader } from "../platform/reader.ts";
import { auditEndpoints } from "./endpoints.ts";
import { audit } from "./routes.ts";
import { auditStores } from "./stores.ts";

const machine = awsMachine();
const platform = auditedPlatform(machine);
const events = eventLog({
  client: machine.dynamodb,
  table: platform.table("audit"),
  tenant: platform.tenant,
  monthKeys: platform.monthKeys,
  registry: tableReader({ client: machine.dynamodb, table: platform.table("audit-keys") }),
  log: machine.log,
});

export const handler = createHandler({
  platform,
  loadCaller: callerLoader(platform.clock),
  origin: webOrigin(),
  operations: new Map(operations(audit, auditEndpoints, auditStores(events))),
});
