import { instant } from "../kernel/clock.ts";
import { madeAt, type ProgramId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { membershipOf, type OpenedMembership } from "../members/membership-store.ts";
import type { Belonging } from "../members/people-store.ts";
import { paging } from "./paging.ts";
import type { peopleRoutes } from "./people-routes.ts";
import type { ProgramStores } from "./stores.ts";
import { type Act, acts, mayInProgram } from "./suspension.ts";

/** What both directions are given. */
type Becoming = Pick<Request<(typeof peopleRoutes)["suspendMember"]>, "caller" | "params" | "body">;

/** One endpoint for both directions. */
const becoming = (act: Act) => ({
  decide: async (request: Becoming, stores: ProgramStores) => {
    const { member: manager, membership } = placed(request.caller);
    const found = await lookUp(request, stores);
    const refusal = mayInProgram(act, manager, found && { ...membershipOf(found.item), ...found });
    if (refusal || !found) throw new Problem(refusal ?? "not-found");
    stores.trail.note({ reason: request.body.reason });
    return {
      answer: answer(request, found, acts[act].to, stores),
      writes: [
        stores.memberships.stillActive(manager, membership),
        await stores.memberships.change(found.member, found.item, { state: acts[act].to }),
      ],
      made: request.params.aliasId,
    };
  },

  replay: async (request: Becoming, stores: ProgramStores) => {
    const found = await lookUp(request, stores);
    const state = found && membershipOf(found.item).state;
    if (!found || !state || state === "left") throw new Problem("not-found");
    return answer(request, found, state, stores);
  },
});

export const peopleEndpoints: Endpoints<typeof peopleRoutes, ProgramStores> = {
  listMembers: {
    decide: async ({ caller, params, query }, { programs, people, memberships, cursors, trail }) => {
      const part = query.part ?? "members";
      const asked = { operation: "listMembers", caller, query, place: `${params.programId}/${part}` };
      const { page, onward } = await paging(asked, cursors);
      await mustBeOpen(params.programId, programs);
      trail.about(params.programId);
      const found = await people.page(params.programId, part, page);
      const { nextCursor, next } = await onward(found.after);
      const link = next === undefined ? {} : { next: `${next}&part=${part}` };
      const members = (await memberships.openEach(found.people)).flatMap(shown);
      return { answer: { status: 200, ...link, body: { members, nextCursor } } };
    },
  },

  suspendMember: becoming("suspend"),
  reactivateMember: becoming("reactivate"),
};

const shown = ({ membership: { aliasId, role, state }, alias }: OpenedMembership) =>
  state === "left" ? [] : [{ aliasId, alias, role, state, joinedAt: instant(madeAt(aliasId)) }];

async function lookUp(
  { params: { programId, aliasId } }: Pick<Becoming, "params">,
  { programs, people }: ProgramStores,
): Promise<Belonging | undefined> {
  await mustBeOpen(programId, programs);
  return people.byAlias(programId, aliasId);
}

async function mustBeOpen(program: ProgramId, programs: ProgramStores["programs"]): Promise<void> {
  if ((await programs.active([program])).length === 0) throw new Problem("not-found");
}

function answer(
  { params: { aliasId } }: Pick<Becoming, "params">,
  { member }: Belonging,
  state: "active" | "suspended",
  { trail }: ProgramStores,
) {
  trail.about(aliasId);
  trail.discloseAlias(aliasId, member);
  return { status: 200 as const, body: { aliasId, state } };
}
