import { routes } from "../kernel/route.ts";
import { joiningRoutes } from "./joining-routes.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { signOutRoutes } from "./sign-out-routes.ts";

/** People: how they come in, what they choose for themselves, how they end their sessions. */
export const members = routes({ ...joiningRoutes, ...settingsRoutes, ...signOutRoutes });
