import { instant } from "../kernel/clock.ts";
import { type InvitationId, invitationId } from "../kernel/ids.ts";
import { known } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { areOf } from "./inviting.ts";
import type { staffInvitationRoutes } from "./staff-invitation-routes.ts";
import { faultsIn } from "./staff-inviting.ts";
import type { ProgramStores } from "./stores.ts";

type Inviting = Request<(typeof staffInvitationRoutes)["invitePerson"]>;

export const staffInvitationEndpoints: Endpoints<typeof staffInvitationRoutes, ProgramStores> = {
  invitePerson: {
    decide: async (request, stores) => {
      const { caller, body, at } = request;
      const administrator = known(caller);
      await mustFit(request, stores);
      const id = stores.newId(invitationId);
      const made = await stores.invitations.create({
        ...{ id, role: body.role, program: body.programId, spaces: body.spaceIds ?? [], now: at.now },
        addressed: await stores.members.digestOf(body.email),
      });
      const { email, language = at.language } = body;
      return {
        answer: answer(id, made, stores),
        writes: [
          stores.members.stillHolds(administrator, "administrator"),
          made.write,
          await stores.outbox.tell({ do: "create", pool: "workforce", email, language }),
        ],
        made: id,
      };
    },

    replay: async (_, stores, made) => {
      const id = invitationId.parse(made);
      const code = await stores.invitations.codeOf(id);
      const invitation = await stores.invitations.byCode(code);
      if (!invitation) throw new Problem("not-found");
      return answer(id, { ...invitation, code }, stores);
    },
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

function answer(
  id: InvitationId,
  { code, expires }: { readonly code: string; readonly expires: number },
  { trail }: ProgramStores,
) {
  trail.about(id);
  return { status: 201 as const, body: { invitationId: id, code, expiresAt: instant(expires) } };
}
