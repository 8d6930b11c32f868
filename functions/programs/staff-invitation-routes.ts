import * as z from "zod/mini";
import { emailAddress } from "../kernel/email.ts";
import { invitationId, programId, spaceId } from "../kernel/ids.ts";
import { languages } from "../kernel/language.ts";
import { careTeamRoles, tenantRoles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";

/** How staff come in. */
export const staffInvitationRoutes = routes({
  invitePerson: {
    method: "POST",
    path: "/v1/people/invitations",
    summary: "Invite somebody of the staff, into a program or for the whole tenant.",
    scope: "kith/admin",
    action: "person.invite",
    grants: {
      gets: ["community/INVITATION#", "community/MEMBER#"],
      batchGets: ["community/INVITATION#", "community/EMAIL#", "community/PROGRAM#"],
      puts: ["community/INVITATION#", "community/OUTBOX#"],
      updates: ["community/INVITATION#"],
      checks: ["community/MEMBER#", "community/INVITATION#"],
    },
    body: z.strictObject({
      role: z.enum([...careTeamRoles, "manager", ...tenantRoles]),
      /** For the roles of a program, and for no others. */
      programId: z.optional(programId),
      spaceIds: z.optional(z.array(spaceId).check(z.maxLength(20))),
      email: emailAddress,
      /** Of the mail to that address; the inviter's when absent. */
      language: z.optional(z.enum(languages)),
    }),
    answers: {
      201: z.strictObject({ invitationId, code: z.string(), expiresAt: z.string() }),
    },
  },
});
