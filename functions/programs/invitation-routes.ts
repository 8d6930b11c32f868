import * as z from "zod/mini";
import { emailAddress } from "../kernel/email.ts";
import { invitationId, programId, spaceId } from "../kernel/ids.ts";
import { languages } from "../kernel/language.ts";
import { programRoles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";

/** How people are invited into a program. */
export const invitationRoutes = routes({
  createInvitation: {
    method: "POST",
    path: "/v1/programs/{programId}/invitations",
    summary: "Invite a person into a program; the answer holds the code to hand over.",
    scope: "kith/team",
    action: "invitation.create",
    grants: {
      puts: ["community/INVITATION#", "community/OUTBOX#"],
      gets: ["community/INVITATION#", "community/MEMBER#"],
      batchGets: ["community/INVITATION#", "community/EMAIL#"],
      updates: ["community/INVITATION#"],
      checks: ["community/MEMBER#", "community/INVITATION#"],
    },
    params: z.strictObject({ programId }),
    body: z.strictObject({
      role: z.enum(programRoles),
      spaceIds: z.array(spaceId).check(z.minLength(1), z.maxLength(20)),
      /** With it the person's account is made; without it they need one already. */
      email: z.optional(emailAddress),
      /** Of the mail to that address; the inviter's when absent. */
      language: z.optional(z.enum(languages)),
    }),
    answers: {
      201: z.strictObject({ invitationId, code: z.string(), expiresAt: z.string() }),
    },
  },
});
