import { known } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { answer, invited, invitedBefore } from "./invited.ts";
import { areOf } from "./inviting.ts";
import type { staffInvitationRoutes } from "./staff-invitation-routes.ts";
import { faultsIn } from "./staff-inviting.ts";
import type { ProgramStores } from "./stores.ts";

type Inviting = Request<(typeof staffInvitationRoutes)["invitePerson"]>;

export const staffInvitationEndpoints: Endpoints<typeof staffInvitationRoutes, ProgramStores> = {
  invitePerson: {
    decide: async (request, stores) => {
      const administrator = known(request.caller);
      await mustFit(request, stores);
      const { body, at } = request;
      const { role, email, language = at.language } = body;
      const place = { program: body.programId, spaces: body.spaceIds ?? [] };
      const made = await invited({ role, email, language, ...place, now: at.now }, stores);
      return {
        answer: answer(made),
        writes: [stores.members.stillHolds(administrator, "administrator"), ...made.writes],
        made: made.id,
      };
    },

    replay: (_, stores, made) => invitedBefore(made, stores),
  },
};

/** @throws Problem when the role needs a program, needs none, or the program or its spaces are not there. */
async function mustFit({ body }: Pick<Inviting, "body">, { programs }: ProgramStores): Promise<void> {
  const faults = faultsIn(body);
  if (faults.length > 0) throw new Problem("invalid-request", { faults });
  if (body.programId === undefined) return;
  const program = await programs.byId(body.programId);
  const spaces = program?.texts.spaces.map(({ spaceId }) => spaceId);
  const refusal = spaces ? areOf(spaces, body.spaceIds ?? []) : "not-found";
  if (refusal) throw new Problem(refusal);
}
