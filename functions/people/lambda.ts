import { createHandler } from "../edge/handler.ts";
import { operations } from "../edge/operations.ts";
import { callerLoader } from "../members/caller.ts";
import { memberEndpoints, memberStores } from "../members/endpoints.ts";
import { members } from "../members/routes.ts";
import { webOrigin } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { auditedPlatform } from "../platform/platform.ts";
import { programEndpoints } from "../programs/endpoints.ts";
import { programs } from "../programs/routes.ts";
import { programStores } from "../programs/stores.ts";

const platform = auditedPlatform(awsMachine());

export const handler = createHandler({
  platform,
  loadCaller: callerLoader(platform.clock),
  origin: webOrigin(),
  operations: new Map([
    ...operations(members, memberEndpoints, memberStores),
    ...operations(programs, programEndpoints, programStores),
  ]),
});
