import { known } from "../kernel/placed.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { memberStore } from "./member-store.ts";
import { changed, defaultsIn } from "./settings.ts";
import type { settingsRoutes } from "./settings-routes.ts";
import { settingsStore } from "./settings-store.ts";

export const settingsStores = (ports: RequestPorts) => ({
  trail: ports.trail,
  members: memberStore(ports),
  settings: settingsStore(ports),
});
export type SettingsStores = ReturnType<typeof settingsStores>;

export const settingsEndpoints: Endpoints<typeof settingsRoutes, SettingsStores> = {
  readSettings: {
    decide: async ({ caller, at }, { settings, trail }) => {
      const member = known(caller);
      const stored = await settings.of(member);
      const version = String(stored?.v ?? 0);
      // What holds without a choice depends on the language that is asked for: it is said each time.
      if (stored && at.knownVersion === version) return { answer: { status: 304, version } };
      trail.disclose(member);
      const body = stored ? await settings.open(member, stored) : defaultsIn(at.language);
      return { answer: { status: 200, version, body } };
    },
  },

  changeSettings: {
    decide: async ({ caller, body, at }, { members, settings, trail }) => {
      const member = known(caller);
      const stored = await settings.of(member);
      const before = stored?.v ?? 0;
      if (at.expected?.version !== String(before)) throw new Problem("changed-meanwhile");
      trail.disclose(member);
      const held = stored ? await settings.open(member, stored) : defaultsIn(at.language);
      const chosen = changed(held, body);
      return {
        answer: { status: 200, version: String(before + 1), body: chosen },
        writes: [await settings.save(member, chosen, before), members.readsIn(member, chosen.language)],
      };
    },
  },
};
