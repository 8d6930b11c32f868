import { known } from "../kernel/placed.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Endpoints } from "../kernel/route.ts";
import { memberStore } from "./member-store.ts";
import { tokensFrom } from "./sign-out.ts";
import type { signOutRoutes } from "./sign-out-routes.ts";

export const signOutStores = (ports: RequestPorts) => ({
  trail: ports.trail,
  outbox: ports.outbox,
  members: memberStore(ports),
});
export type SignOutStores = ReturnType<typeof signOutStores>;

export const signOutEndpoints: Endpoints<typeof signOutRoutes, SignOutStores> = {
  signOut: {
    decide: async ({ caller, at }, { members, outbox, trail }) => {
      const member = known(caller);
      const { issuedAt, pool, subject } = caller.identity;
      trail.disclose(member);
      const before = await members.tokensFrom(member);
      return {
        answer: { status: 204 },
        writes: [
          members.endSessions(member, before, tokensFrom(before, issuedAt, at.now)),
          await outbox.tell({ do: "sign-out", pool, subject }),
        ],
        made: member,
      };
    },

    /** Only a token that came afterwards gets here: it stays good, for the request that is repeated was an earlier one. */
    replay: async ({ caller }, { trail }) => {
      trail.disclose(known(caller));
      return { status: 204 };
    },
  },
};
