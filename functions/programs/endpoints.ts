import type { Membership } from "../kernel/caller.ts";
import { known } from "../kernel/placed.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipOf } from "../members/membership-store.ts";
import { careTeamEndpoints } from "./care-team-endpoints.ts";
import { invitationEndpoints } from "./invitation-endpoints.ts";
import { belongsTo } from "./joining.ts";
import { peopleEndpoints } from "./people-endpoints.ts";
import { personEndpoints } from "./person-endpoints.ts";
import { programRowEndpoints } from "./program-endpoints.ts";
import type { Program } from "./program-store.ts";
import type { programs } from "./routes.ts";
import { spaceEndpoints } from "./space-endpoints.ts";
import { staffInvitationEndpoints } from "./staff-invitation-endpoints.ts";
import type { ProgramStores } from "./stores.ts";

export const programEndpoints: Endpoints<typeof programs, ProgramStores> = {
  ...programRowEndpoints,
  ...spaceEndpoints,
  ...careTeamEndpoints,
  ...peopleEndpoints,
  ...personEndpoints,
  ...staffInvitationEndpoints,

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

  ...invitationEndpoints,
};

const spacesOf = ({ texts }: Program, membership: Membership, language: "en" | "es") =>
  texts.spaces
    .filter((space) => belongsTo(membership, space))
    .map(({ spaceId, title, welcomeThreadId }) => ({ spaceId, title: title[language], welcomeThreadId }));
