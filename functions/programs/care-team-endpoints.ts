import { aliasId, memberId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { membershipOf, type OpenedMembership } from "../members/membership-store.ts";
import { enrolled, struckOff } from "../members/roster-store.ts";
import { isTeamRole, mayAssign, mayRelease, type TeamRole } from "./care-team.ts";
import type { careTeamRoutes } from "./care-team-routes.ts";
import { paging } from "./paging.ts";
import type { ProgramStores } from "./stores.ts";

export const careTeamEndpoints: Endpoints<typeof careTeamRoutes, ProgramStores> = {
  readCareTeam: {
    decide: async ({ caller, params, query }, { programs, people, memberships, cursors, trail }) => {
      const asked = { operation: "readCareTeam", caller, query, place: params.programId };
      const { page, onward } = await paging(asked, cursors);
      if ((await programs.active([params.programId])).length === 0) throw new Problem("not-found");
      trail.about(params.programId);
      const { people: team, after } = await people.page(params.programId, "team", page);
      const there = team.filter(({ item }) => membershipOf(item).state === "active");
      const { nextCursor, ...link } = await onward(after);
      const careTeam = (await memberships.openEach(there)).map(shown);
      return { answer: { status: 200, ...link, body: { careTeam, nextCursor } } };
    },
  },

  assignToCareTeam: {
    decide: async ({ caller, params: { programId }, body }, stores) => {
      const { programs, members, memberships, newId, trail } = stores;
      const { member: manager, membership } = placed(caller);
      if ((await programs.active([programId])).length === 0) throw new Problem("not-found");
      const member = await members.byEmail(body.email, "workforce");
      const before = member && (await memberships.itemIn(member, programId));
      const refusal = mayAssign(member && (await members.byId(member)), before && membershipOf(before));
      if (refusal || !member) throw new Problem(refusal ?? "person-unknown");
      const { role, alias } = body;
      const colleague = { member, role, aliasId: before ? membershipOf(before).aliasId : newId(aliasId) };
      trail.about(colleague.aliasId);
      trail.discloseAlias(colleague.aliasId, member);
      const again = { state: "active", role, alias, spaces: [], left: [] } as const;
      const writes = before
        ? [await memberships.change(member, before, again), enrolled(programId, colleague)]
        : await memberships.join({ ...colleague, programId, alias, spaces: [] });
      return {
        answer: { status: 201, body: { aliasId: colleague.aliasId, alias, role } },
        writes: [memberships.stillActive(manager, membership), ...writes],
        made: member,
      };
    },

    replay: async ({ params }, { memberships, trail }, made) => {
      const member = memberId.parse(made);
      const item = await memberships.itemIn(member, params.programId);
      const [colleague] = await memberships.openEach(item ? [{ member, item }] : []);
      if (colleague?.membership.state !== "active") throw new Problem("not-found");
      trail.about(colleague.membership.aliasId);
      return { status: 201, body: shown(colleague) };
    },
  },

  releaseFromCareTeam: {
    decide: async ({ caller, params }, { memberships, people, trail }) => {
      const { member: manager, membership } = placed(caller);
      const found = await people.byAlias(params.programId, params.aliasId);
      const colleague = found && { ...membershipOf(found.item), ...found };
      const refusal = mayRelease(manager, colleague);
      if (refusal || !colleague) throw new Problem(refusal ?? "not-found");
      const { member, item, aliasId: alias } = colleague;
      const role = teamRoleOf(colleague.role);
      trail.about(alias);
      trail.discloseAlias(alias, member);
      return {
        answer: { status: 200, body: { aliasId: alias, role, state: "left" } },
        writes: [
          memberships.stillActive(manager, membership),
          await memberships.change(member, item, { state: "left" }),
          struckOff(params.programId, { role, aliasId: alias, member }),
        ],
        made: member,
      };
    },

    replay: async ({ params }, { memberships, trail }, made) => {
      const member = memberId.parse(made);
      const membership = await memberships.in(member, params.programId);
      if (membership?.state !== "left") throw new Problem("not-found");
      trail.about(membership.aliasId);
      trail.discloseAlias(membership.aliasId, member);
      const role = teamRoleOf(membership.role);
      return { status: 200, body: { aliasId: membership.aliasId, role, state: "left" } };
    },
  },
};

const shown = ({ membership, alias }: OpenedMembership) => ({
  aliasId: membership.aliasId,
  alias,
  role: teamRoleOf(membership.role),
});

/** The roster of a care team lists its roles alone. */
function teamRoleOf(role: Parameters<typeof isTeamRole>[0]): TeamRole {
  if (!isTeamRole(role)) throw new Problem("internal");
  return role;
}
