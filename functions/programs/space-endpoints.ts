import type { Caller, Membership } from "../kernel/caller.ts";
import { type ProgramId, type SpaceId, spaceId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Item } from "../kernel/ports.ts";
import { Problem, type ProblemCode } from "../kernel/problems.ts";
import type { Endpoints, RequestFacts } from "../kernel/route.ts";
import { membershipOf } from "../members/membership-store.ts";
import { departed, entered, mayJoin, mayLeave, mayReturn } from "./joining.ts";
import { spaceOf } from "./new-program.ts";
import type { Program, Space } from "./program-store.ts";
import { madeSpace, shownSpaces, standingIn } from "./shown.ts";
import type { spaceRoutes } from "./space-routes.ts";
import type { ProgramStores } from "./stores.ts";

/** How many spaces a program has at most. */
const mostSpaces = 20;

/** What every way to come or go is given. */
interface Moving {
  readonly caller: Caller;
  readonly params: { readonly programId: ProgramId; readonly spaceId: SpaceId };
  readonly at: RequestFacts;
}

/** A way to come or go: who may, whether it is so already, and the spaces that the member then has. */
interface Move {
  readonly may: (membership: Membership, space: Space, now: number) => ProblemCode | undefined;
  readonly inside: boolean;
  readonly to: (membership: Membership, space: SpaceId, now: number) => Pick<Membership, "spaces" | "left">;
}

/** One endpoint for all ways to come and go: whoever is there already is told so, and nothing is changed. */
const moving = ({ may, inside, to }: Move) => ({
  decide: async ({ caller, params, at }: Moving, stores: ProgramStores) => {
    const { member } = placed(caller);
    const { space, item, membership } = await lookUp({ caller, params }, stores);
    const refusal = may(membership, space, at.now);
    if (refusal) throw new Problem(refusal);
    const isThere = membership.spaces.includes(space.spaceId) === inside;
    const places = isThere ? {} : to(membership, space.spaceId, at.now);
    const write = isThere
      ? stores.memberships.stillActive(member, membership)
      : await stores.memberships.change(member, item, places);
    return {
      answer: answer(space, { ...membership, ...places }, at),
      writes: [write],
      made: space.spaceId,
    };
  },

  replay: async ({ caller, params, at }: Moving, stores: ProgramStores) => {
    const { space, membership } = await lookUp({ caller, params }, stores);
    return answer(space, membership, at);
  },
});

const answer = (space: Space, membership: Membership, { now }: RequestFacts) => ({
  status: 200 as const,
  body: standingIn(space, membership, now),
});

export const spaceEndpoints: Endpoints<typeof spaceRoutes, ProgramStores> = {
  createSpace: {
    decide: async ({ caller, params, body, at }, { programs, memberships, newId, trail }) => {
      const { member, membership } = placed(caller);
      const program = await programs.byId(params.programId, { consistent: true });
      if (!program) throw new Problem("not-found");
      if (program.texts.spaces.length >= mostSpaces) throw new Problem("limit-reached");
      const space = spaceOf(body, newId);
      trail.about(space.spaceId);
      return {
        answer: { status: 201, body: madeSpace(space, at.language) },
        writes: [memberships.stillActive(member, membership), ...(await programs.addSpace(program, space))],
        made: space.spaceId,
      };
    },

    replay: async ({ params, at }, { programs, trail }, made) => {
      const program = await programs.byId(params.programId, { consistent: true });
      const space = spaceIn(program, spaceId.parse(made));
      trail.about(space.spaceId);
      return { status: 201, body: madeSpace(space, at.language) };
    },
  },

  listSpaces: {
    decide: async ({ caller, params, at }, { programs, trail }) => {
      const { membership } = placed(caller);
      trail.about(params.programId);
      const program = await programs.byId(params.programId);
      if (!program) throw new Problem("not-found");
      return { answer: { status: 200, body: { spaces: shownSpaces(program, { membership, ...at }) } } };
    },
  },

  joinSpace: moving({ may: mayJoin, inside: true, to: entered }),
  leaveSpace: moving({ may: mayLeave, inside: false, to: departed }),
  returnToSpace: moving({ may: mayReturn, inside: true, to: entered }),
};

/** The space of the path, and the caller's membership as it is now. */
async function lookUp(
  { caller, params: place }: Omit<Moving, "at">,
  { programs, memberships, trail }: ProgramStores,
): Promise<{ space: Space; item: Item; membership: Membership }> {
  const { member } = placed(caller);
  const space = spaceIn(await programs.byId(place.programId), place.spaceId);
  trail.about(space.spaceId);
  const item = await memberships.itemIn(member, place.programId);
  if (!item) throw new Problem("not-found");
  return { space, item, membership: membershipOf(item) };
}

function spaceIn(program: Program | undefined, id: SpaceId): Space {
  const space = program?.texts.spaces.find((one) => one.spaceId === id);
  if (!space) throw new Problem("not-found");
  return space;
}
