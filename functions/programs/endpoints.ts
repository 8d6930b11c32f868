import type { Membership } from "../kernel/caller.ts";
import { instant } from "../kernel/clock.ts";
import { invitationId } from "../kernel/ids.ts";
import { known, placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipOf } from "../members/membership-store.ts";
import { careTeamEndpoints } from "./care-team-endpoints.ts";
import { areOf, mayInvite } from "./inviting.ts";
import { belongsTo } from "./joining.ts";
import { programRowEndpoints } from "./program-endpoints.ts";
import type { Program } from "./program-store.ts";
import type { programs } from "./routes.ts";
import { spaceEndpoints } from "./space-endpoints.ts";
import type { ProgramStores } from "./stores.ts";

export { programStores } from "./stores.ts";

export const programEndpoints: Endpoints<typeof programs, ProgramStores> = {
  ...programRowEndpoints,
  ...spaceEndpoints,
  ...careTeamEndpoints,

  readSelf: {
    decide: async ({ caller, at }, { memberships, programs, trail }) => {
      const member = known(caller);
      const active = (await memberships.of(member)).filter((item) => membershipOf(item).state === "active");
      const theirs = await programs.active(active.map((item) => membershipOf(item).programId));
      const version = versionOf([...active, ...theirs], caller.version, at.language);
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const [mine, found] = await Promise.all([
        memberships.openAll(member, active),
        programs.openAll(theirs),
      ]);
      trail.disclose(member);
      const body = {
        memberId: member,
        tenantRole: caller.tenantRole ?? null,
        programs: mine.flatMap(({ membership, alias }) => {
          const program = found.find(({ programId }) => programId === membership.programId);
          if (!program) return [];
          const { programId, role, aliasId } = membership;
          const title = program.texts.title[at.language];
          return [
            { programId, title, role, aliasId, alias, spaces: spacesOf(program, membership, at.language) },
          ];
        }),
      };
      return { answer: { status: 200, version, body } };
    },
  },

  createInvitation: {
    decide: async ({ caller, params, body, at }, { programs, memberships, invitations, newId, trail }) => {
      const { member, membership } = placed(caller);
      const program = await programs.byId(params.programId);
      if (!program) throw new Problem("not-found");
      const spaces = program.texts.spaces.map(({ spaceId }) => spaceId);
      const refusal = mayInvite(caller.role, body.role) ?? areOf(spaces, body.spaceIds);
      if (refusal) throw new Problem(refusal);
      const id = newId(invitationId);
      trail.about(id);
      const made = await invitations.create({
        id,
        role: body.role,
        program: params.programId,
        spaces: body.spaceIds,
        now: at.now,
      });
      return {
        answer: {
          status: 201,
          body: { invitationId: id, code: made.code, expiresAt: instant(made.expires) },
        },
        writes: [memberships.stillActive(member, membership), made.write],
        made: id,
      };
    },

    replay: async (_, { invitations, trail }, made) => {
      const id = invitationId.parse(made);
      trail.about(id);
      const code = await invitations.codeOf(id);
      const invitation = await invitations.byCode(code);
      if (!invitation) throw new Problem("not-found");
      return { status: 201, body: { invitationId: id, code, expiresAt: instant(invitation.expires) } };
    },
  },
};

const spacesOf = ({ texts }: Program, membership: Membership, language: "en" | "es") =>
  texts.spaces
    .filter((space) => belongsTo(membership, space))
    .map(({ spaceId, title, welcomeThreadId }) => ({ spaceId, title: title[language], welcomeThreadId }));
