import * as z from "zod/mini";
import { aliasId, programId } from "../kernel/ids.ts";
import { programRoles } from "../kernel/roles.ts";
import { type Grants, routes } from "../kernel/route.ts";
import { pageQuery } from "./paging.ts";
import { reason } from "./reason.ts";

const states = ["active", "suspended"] as const;
const person = z.strictObject({ programId, aliasId });
const becoming = {
  method: "POST",
  scope: "kith/team",
  grants: {
    gets: ["community/MEMBER#"],
    batchGets: ["community/ROSTER#"],
    updates: ["community/MEMBER#"],
    checks: ["community/MEMBER#"],
  } satisfies Grants,
  params: person,
  body: z.strictObject({ reason }),
  answers: { 200: z.strictObject({ aliasId, state: z.enum(states) }) },
} as const;

/** Who belongs to a program, and who is kept out for a time. */
export const peopleRoutes = routes({
  listMembers: {
    method: "GET",
    path: "/v1/programs/{programId}/members",
    summary: "Who belongs to a program, with their state; who joined last first.",
    scope: "kith/team",
    action: "member.list",
    grants: { batchGets: ["community/MEMBER#"], queries: ["community/ROSTER#"] },
    params: z.strictObject({ programId }),
    query: z.extend(pageQuery, { part: z.optional(z.enum(["members", "team"])) }),
    answers: {
      200: z.strictObject({
        members: z.array(
          z.strictObject({
            aliasId,
            alias: z.string(),
            role: z.enum(programRoles),
            state: z.enum(states),
            joinedAt: z.string(),
          }),
        ),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
  suspendMember: {
    ...becoming,
    path: "/v1/programs/{programId}/members/{aliasId}/suspend",
    summary: "Keep somebody out of a program for a time; the reason goes into the audit trail.",
    action: "member.suspend",
  },
  reactivateMember: {
    ...becoming,
    path: "/v1/programs/{programId}/members/{aliasId}/reactivate",
    summary: "Let somebody who was suspended into a program again.",
    action: "member.reactivate",
  },
});
