import { routes } from "../kernel/route.ts";
import { settings, settingsChange } from "./settings.ts";

/** What members choose for themselves. */
export const settingsRoutes = routes({
  readSettings: {
    method: "GET",
    path: "/v1/me/settings",
    summary: "How do I want to read Kith, and when to hear from it?",
    scope: "kith/community",
    action: "member.read-settings",
    grants: { gets: ["community/MEMBER#"] },
    answers: { 200: settings, 304: null },
  },
  changeSettings: {
    method: "PATCH",
    path: "/v1/me/settings",
    summary: "Change some of my settings; the answer has all of them.",
    scope: "kith/community",
    action: "member.change-settings",
    grants: {
      gets: ["community/MEMBER#"],
      puts: ["community/MEMBER#"],
      updates: ["community/MEMBER#"],
    },
    body: settingsChange,
    answers: { 200: settings },
  },
});
