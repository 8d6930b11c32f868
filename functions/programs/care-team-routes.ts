import * as z from "zod/mini";
import { aliasText } from "../kernel/alias.ts";
import { emailAddress } from "../kernel/email.ts";
import { aliasId, programId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { teamRoles } from "./care-team.ts";
import { pageQuery } from "./paging.ts";

const colleague = z.strictObject({ aliasId, alias: z.string(), role: z.enum(teamRoles) });

/** Who looks after a program. */
export const careTeamRoutes = routes({
  readCareTeam: {
    method: "GET",
    path: "/v1/programs/{programId}/care-team",
    summary: "Who looks after a program, newest first.",
    scope: "kith/community",
    action: "care-team.read",
    grants: { batchGets: ["community/MEMBER#"], queries: ["community/ROSTER#"] },
    params: z.strictObject({ programId }),
    query: pageQuery,
    answers: {
      200: z.strictObject({ careTeam: z.array(colleague), nextCursor: z.nullable(z.string()) }),
    },
  },
  assignToCareTeam: {
    method: "POST",
    path: "/v1/programs/{programId}/care-team",
    summary: "Add a colleague who is in the health system's community already to a program.",
    scope: "kith/team",
    action: "care-team.assign",
    grants: {
      gets: ["community/EMAIL#", "community/MEMBER#"],
      puts: ["community/MEMBER#", "community/ROSTER#"],
      updates: ["community/MEMBER#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId }),
    body: z.strictObject({ email: emailAddress, role: z.enum(teamRoles), alias: aliasText }),
    answers: { 201: colleague },
  },
  releaseFromCareTeam: {
    method: "POST",
    path: "/v1/programs/{programId}/care-team/{aliasId}/release",
    summary: "Take a colleague off a program.",
    scope: "kith/team",
    action: "care-team.release",
    grants: {
      gets: ["community/MEMBER#"],
      batchGets: ["community/ROSTER#"],
      updates: ["community/MEMBER#"],
      removes: ["community/ROSTER#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId, aliasId }),
    answers: { 200: z.strictObject({ aliasId, role: z.enum(teamRoles), state: z.enum(["left"]) }) },
  },
});
