import { routes } from "../kernel/route.ts";
import { draftRoutes } from "./draft-routes.ts";
import { messageChangeRoutes } from "./message-change-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { pinRoutes } from "./pin-routes.ts";
import { pollRoutes } from "./poll-routes.ts";
import { threadRoutes } from "./thread-routes.ts";
import { unreadRoutes } from "./unread-routes.ts";

/** The community: what members write, read and answer. */
export const community = routes({
  ...threadRoutes,
  ...unreadRoutes,
  ...messageRoutes,
  ...messageChangeRoutes,
  ...draftRoutes,
  ...pinRoutes,
  ...pollRoutes,
});
