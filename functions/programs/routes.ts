import * as z from "zod/mini";
import { aliasId, invitationId, memberId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { programRoles, tenantRoles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";
import { careTeamRoutes } from "./care-team-routes.ts";
import { programRoutes } from "./program-routes.ts";
import { spaceRoutes } from "./space-routes.ts";

/** Condition programs: who belongs to them, and who is invited into them. */
export const programs = routes({
  ...programRoutes,
  ...spaceRoutes,
  ...careTeamRoutes,
  readSelf: {
    method: "GET",
    path: "/v1/me",
    summary: "Who am I here, and where do I belong?",
    scope: "kith/community",
    action: "member.read-self",
    grants: { reads: ["community/PROGRAM#"] },
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
  createInvitation: {
    method: "POST",
    path: "/v1/programs/{programId}/invitations",
    summary: "Invite a person into a program; the answer holds the code to hand over.",
    scope: "kith/team",
    action: "invitation.create",
    grants: {
      puts: ["community/INVITATION#"],
      reads: ["community/INVITATION#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId }),
    body: z.strictObject({
      role: z.enum(programRoles),
      spaceIds: z.array(spaceId).check(z.minLength(1), z.maxLength(20)),
    }),
    answers: {
      201: z.strictObject({ invitationId, code: z.string(), expiresAt: z.string() }),
    },
  },
});
