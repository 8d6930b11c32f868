import type { Membership } from "../kernel/caller.ts";
import { instant } from "../kernel/clock.ts";
import { invitationId, type MemberId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipOf } from "../members/membership-store.ts";
import { areOf, mayInvite } from "./inviting.ts";
import { peopleEndpoints } from "./people-endpoints.ts";
import { personEndpoints } from "./person-endpoints.ts";
import type { Program } from "./program-store.ts";
import type { programs } from "./routes.ts";
import { staffInvitationEndpoints } from "./staff-invitation-endpoints.ts";
import type { ProgramStores } from "./stores.ts";

export { programStores } from "./stores.ts";

export const programEndpoints: Endpoints<typeof programs, ProgramStores> = {
  ...peopleEndpoints,
  ...personEndpoints,
  ...staffInvitationEndpoints,

  readSelf: {
    decide: async ({ caller, at }, { memberships, programs, trail }) => {
      const member = known(caller.member);
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

/** The care team and the manager belong to every space of their program. */
const spacesOf = ({ texts }: Program, { role, spaces }: Membership, language: "en" | "es") =>
  texts.spaces
    .filter(({ spaceId }) => poolOf(role) === "workforce" || spaces.includes(spaceId))
    .map(({ spaceId, title, welcomeThreadId }) => ({ spaceId, title: title[language], welcomeThreadId }));

function known(member: MemberId | undefined): MemberId {
  if (member === undefined) throw new Problem("not-a-member");
  return member;
}
