import type { Membership } from "../kernel/caller.ts";
import type { MemberId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipOf } from "../members/membership-store.ts";
import { invitationEndpoints } from "./invitation-endpoints.ts";
import { peopleEndpoints } from "./people-endpoints.ts";
import { personEndpoints } from "./person-endpoints.ts";
import type { Program } from "./program-store.ts";
import type { programs } from "./routes.ts";
import { staffInvitationEndpoints } from "./staff-invitation-endpoints.ts";
import type { ProgramStores } from "./stores.ts";

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

  ...invitationEndpoints,
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
