import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import type { invitationRoutes } from "./invitation-routes.ts";
import { answer, invited, invitedBefore } from "./invited.ts";
import { areOf, mayInvite } from "./inviting.ts";
import type { ProgramStores } from "./stores.ts";

type Inviting = Request<(typeof invitationRoutes)["createInvitation"]>;

export const invitationEndpoints: Endpoints<typeof invitationRoutes, ProgramStores> = {
  createInvitation: {
    decide: async (request, stores) => {
      const { member, membership } = placed(request.caller);
      await mustBeAllowed(request, stores);
      const { params, body, at } = request;
      const { role, email, language = at.language } = body;
      const place = { program: params.programId, spaces: body.spaceIds };
      const made = await invited({ role, email, language, ...place, now: at.now }, stores);
      return {
        answer: answer(made),
        writes: [stores.memberships.stillActive(member, membership), ...made.writes],
        made: made.id,
      };
    },

    replay: (_, stores, made) => invitedBefore(made, stores),
  },
};

/** @throws Problem when this caller may not invite so, or a field says something that cannot be. */
async function mustBeAllowed(
  { caller, params, body }: Inviting,
  { programs }: Pick<ProgramStores, "programs">,
): Promise<void> {
  const program = await programs.byId(params.programId);
  if (!program) throw new Problem("not-found");
  const spaces = program.texts.spaces.map(({ spaceId }) => spaceId);
  const refusal = mayInvite(caller.role, body.role) ?? areOf(spaces, body.spaceIds);
  if (refusal) throw new Problem(refusal);
  if (body.language !== undefined && body.email === undefined)
    throw new Problem("invalid-request", { faults: [{ pointer: "#/language", code: "only-with-email" }] });
}
