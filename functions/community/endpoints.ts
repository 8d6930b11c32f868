import type { Endpoints } from "../kernel/route.ts";
import { draftEndpoints } from "./draft-endpoints.ts";
import { messageChangeEndpoints } from "./message-change-endpoints.ts";
import { messageEndpoints } from "./message-endpoints.ts";
import { pinEndpoints } from "./pin-endpoints.ts";
import { pollEndpoints } from "./poll-endpoints.ts";
import type { community } from "./routes.ts";
import type { CommunityStores } from "./stores.ts";
import { threadEndpoints } from "./thread-endpoints.ts";
import { threadListEndpoints } from "./thread-list-endpoints.ts";
import { unreadEndpoints } from "./unread-endpoints.ts";

export const communityEndpoints: Endpoints<typeof community, CommunityStores> = {
  ...threadEndpoints,
  ...threadListEndpoints,
  ...unreadEndpoints,
  ...messageEndpoints,
  ...messageChangeEndpoints,
  ...draftEndpoints,
  ...pinEndpoints,
  ...pollEndpoints,
};
