import { routes } from "../kernel/route.ts";

/** How members end what they are signed in with. */
export const signOutRoutes = routes({
  signOut: {
    method: "POST",
    path: "/v1/me/sign-out",
    summary: "Sign me out everywhere, here too.",
    scope: "kith/community",
    action: "member.sign-out",
    grants: { updates: ["community/MEMBER#"], puts: ["community/OUTBOX#"] },
    answers: { 204: null },
  },
});
