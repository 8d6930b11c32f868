import * as z from "zod/mini";
import { emailAddress } from "../kernel/email.ts";
import { memberId } from "../kernel/ids.ts";
import { roles } from "../kernel/roles.ts";
import { type Grants, routes } from "../kernel/route.ts";
import { reason } from "./reason.ts";

const states = ["active", "suspended"] as const;
const becoming = {
  method: "POST",
  scope: "kith/admin",
  grants: {
    gets: ["community/MEMBER#"],
    updates: ["community/MEMBER#"],
    checks: ["community/MEMBER#"],
    puts: ["community/OUTBOX#"],
  } satisfies Grants,
  params: z.strictObject({ memberId }),
  body: z.strictObject({ reason }),
  answers: { 200: z.strictObject({ memberId, state: z.enum(states) }) },
} as const;

/** People in the whole tenant, for its administrators: no names, and nothing that anybody wrote. */
export const personRoutes = routes({
  findPerson: {
    method: "POST",
    path: "/v1/people/find",
    summary: "Whom did an invitation to this address bring in?",
    scope: "kith/admin",
    action: "person.find",
    grants: { gets: ["community/EMAIL#", "community/MEMBER#"] },
    // In a body, because an address must not stand in a URL.
    body: z.strictObject({ email: emailAddress }),
    answers: {
      200: z.strictObject({
        people: z.array(z.strictObject({ memberId, joinedAs: z.enum(roles), state: z.enum(states) })),
      }),
    },
  },
  suspendPerson: {
    ...becoming,
    path: "/v1/people/{memberId}/suspend",
    summary: "Keep somebody out of the whole community for a time, and disable their account.",
    action: "person.suspend",
  },
  reactivatePerson: {
    ...becoming,
    path: "/v1/people/{memberId}/reactivate",
    summary: "Let somebody who was suspended in again, and enable their account.",
    action: "person.reactivate",
  },
});
