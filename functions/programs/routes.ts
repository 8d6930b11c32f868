import { z } from "zod/mini";
import { invitationId, programId, spaceId } from "../kernel/ids.ts";
import { programRoles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";

/** Condition programs and who is invited into them. */
export const programs = routes({
  createInvitation: {
    method: "POST",
    path: "/v1/programs/{programId}/invitations",
    summary: "Invite a person into a program; the answer holds the code to hand over.",
    scope: "kith/team",
    action: "invitation.create",
    grants: { reads: ["community/PROGRAM#"], writes: ["community/INVITATION#"] },
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
