import * as z from "zod/mini";
import { aliasId, memberId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { programRoles, tenantRoles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";
import { careTeamRoutes } from "./care-team-routes.ts";
import { invitationRoutes } from "./invitation-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { personRoutes } from "./person-routes.ts";
import { programRoutes } from "./program-routes.ts";
import { spaceRoutes } from "./space-routes.ts";
import { staffInvitationRoutes } from "./staff-invitation-routes.ts";

/** Condition programs: who belongs to them, and who is invited into them. */
export const programs = routes({
  ...programRoutes,
  ...spaceRoutes,
  ...careTeamRoutes,
  ...peopleRoutes,
  ...personRoutes,
  ...staffInvitationRoutes,
  readSelf: {
    method: "GET",
    path: "/v1/me",
    summary: "Who am I here, and where do I belong?",
    scope: "kith/community",
    action: "member.read-self",
    grants: { batchGets: ["community/PROGRAM#"], queries: ["community/MEMBER#"] },
    answers: {
      200: z.strictObject({
        memberId,
        tenantRole: z.nullable(z.enum(tenantRoles)),
        programs: z.array(
          z.strictObject({
            programId,
            title: z.string(),
            role: z.enum(programRoles),
            aliasId,
            alias: z.string(),
            spaces: z.array(z.strictObject({ spaceId, title: z.string(), welcomeThreadId: threadId })),
          }),
        ),
      }),
      304: null,
    },
  },
  ...invitationRoutes,
});
