import type { RequestPorts } from "../kernel/platform.ts";
import type { Endpoints } from "../kernel/route.ts";
import { joiningEndpoints, joiningStores } from "./joining-endpoints.ts";
import type { members } from "./routes.ts";
import { settingsEndpoints, settingsStores } from "./settings-endpoints.ts";
import { signOutEndpoints, signOutStores } from "./sign-out-endpoints.ts";

export const memberStores = (ports: RequestPorts) => ({
  ...joiningStores(ports),
  ...settingsStores(ports),
  ...signOutStores(ports),
});
export type MemberStores = ReturnType<typeof memberStores>;

export const memberEndpoints: Endpoints<typeof members, MemberStores> = {
  ...joiningEndpoints,
  ...settingsEndpoints,
  ...signOutEndpoints,
};
