import * as z from "zod/mini";
import { aliasText } from "../kernel/alias.ts";
import { aliasId, programId } from "../kernel/ids.ts";
import { roles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";

/** Ten Crockford symbols; hyphens, blanks, lower case, and the letters that look like digits (I, L, O) are forgiven. */
export const invitationCode = z
  .string()
  .check(z.maxLength(20), z.regex(/^[\s-]*(?:[0-9A-TV-Za-tv-z][\s-]*){10}$/));

/** How people come in. */
export const joiningRoutes = routes({
  acceptInvitation: {
    method: "POST",
    path: "/v1/invitations/accept",
    summary: "Join with the code of an invitation and choose the name that others see.",
    scope: "kith/community",
    action: "invitation.accept",
    grants: {
      gets: ["community/INVITATION#", "community/MEMBER#"],
      batchGets: ["community/RATE#"],
      updates: ["community/INVITATION#", "community/RATE#"],
      puts: [
        "community/MEMBER#",
        "community/SIGNIN#",
        "community/EMAIL#",
        "community/ROSTER#",
        "keyring/MEMBER#",
        "audit-keys/TOKEN#",
        "audit-keys/MEMBER-OF#",
      ],
    },
    body: z.strictObject({
      code: invitationCode,
      alias: aliasText,
      rulesVersion: z.int().check(z.minimum(1), z.maximum(1_000_000)),
      privacyNoticeVersion: z.int().check(z.minimum(1), z.maximum(1_000_000)),
    }),
    answers: {
      201: z.strictObject({
        role: z.enum(roles),
        programId: z.nullable(programId),
        aliasId: z.nullable(aliasId),
      }),
    },
  },
});
