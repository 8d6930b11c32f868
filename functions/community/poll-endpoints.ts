import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { inThread } from "./in-place.ts";
import { mayVote } from "./poll.ts";
import type { pollRoutes } from "./poll-routes.ts";
import type { CommunityStores } from "./stores.ts";

export const pollEndpoints: Endpoints<typeof pollRoutes, CommunityStores> = {
  vote: {
    decide: async ({ caller, params, body, at }, stores) => {
      const { member, membership, still } = await inThread(caller, params, stores, "post");
      const { threadId: thread } = params;
      stores.trail.about(thread);
      const refusal = mayVote(await stores.polls.of(thread), body.option, at.now);
      if (refusal === "invalid-request")
        throw new Problem(refusal, { faults: [{ pointer: "#/option", code: "not-one-of" }] });
      if (refusal) throw new Problem(refusal);
      stores.trail.disclose(member);
      const voting = { thread, by: member, aliasId: membership.aliasId, now: at.now };
      return {
        answer: { status: 200, body: { option: body.option } },
        writes: [still, ...stores.polls.vote(body.option, voting)],
        made: thread,
      };
    },
    replay: async ({ caller, params }, { polls, trail }) => {
      trail.about(params.threadId);
      const { own } = await polls.votes(params.threadId, placed(caller).membership.aliasId);
      return { status: 200, body: { option: own } };
    },
  },
};
