import { createHandler } from "../edge/handler.ts";
import { operations } from "../edge/operations.ts";
import { callerLoader } from "../members/caller.ts";
import { webOrigin } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { auditedPlatform } from "../platform/platform.ts";
import { communityEndpoints } from "./endpoints.ts";
import { community } from "./routes.ts";
import { communityStores } from "./stores.ts";

const platform = auditedPlatform(awsMachine());

export const handler = createHandler({
  platform,
  loadCaller: callerLoader(platform.clock),
  origin: webOrigin(),
  operations: new Map(operations(community, communityEndpoints, communityStores)),
});
