import * as z from "zod/mini";
import { actions, systemActions } from "../kernel/actions.ts";
import { aliasId, eventId, memberId, programId } from "../kernel/ids.ts";
import { roles } from "../kernel/roles.ts";
import { routes } from "../kernel/route.ts";

const calendarDay = z.string().check(z.regex(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));
const cursor = z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/));
const auditActions = [...actions, ...systemActions, "replay"] as const;

/** What the compliance officer reviews. */
export const audit = routes({
  readEvents: {
    method: "GET",
    path: "/v1/audit/events",
    summary: "Events of a range of days, newest first.",
    scope: "kith/audit.read",
    action: "audit.read-events",
    grants: { queries: ["audit/D#"], batchGets: ["audit-keys/MEMBER-OF#"] },
    query: z.strictObject({
      from: calendarDay,
      to: calendarDay,
      action: z.optional(z.enum(auditActions)),
      outcome: z.optional(z.enum(["ok", "denied", "error"])),
      actor: z.optional(memberId),
      subject: z.optional(memberId),
      resource: z.optional(z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z.]{26,28}$/))),
      limit: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
      cursor: z.optional(cursor),
    }),
    answers: {
      200: z.strictObject({
        events: z.array(
          z.strictObject({
            eventId,
            at: z.string(),
            action: z.enum(auditActions),
            outcome: z.enum(["ok", "denied", "error"]),
            actor: z.nullable(memberId),
            system: z.nullable(z.string()),
            role: z.nullable(z.enum(roles)),
            purpose: z.string(),
            breakGlass: z.boolean(),
            programId: z.nullable(programId),
            resource: z.nullable(z.string()),
            requestId: z.string(),
            ip: z.nullable(z.string()),
            replayOf: z.nullable(eventId),
            subjects: z.array(memberId),
            /** How many more it names, as actor or subjects, whose tokens nobody holds; each also raises an alarm. */
            unnamed: z.int(),
          }),
        ),
        /** How many events were opened to find these. */
        examined: z.int(),
        /** How many of the opened ones could not be read; each also raises an alarm. */
        damaged: z.int(),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
  readOwnLog: {
    method: "GET",
    path: "/v1/me/access-log",
    summary: "Who saw my messages, by day, newest day first.",
    scope: "kith/community",
    action: "audit.read-own",
    grants: { queries: ["audit/D#"], batchGets: ["audit-keys/MEMBER-OF#", "community/MEMBER#"] },
    query: z.strictObject({ from: calendarDay, to: calendarDay, cursor: z.optional(cursor) }),
    answers: {
      200: z.strictObject({
        accesses: z.array(
          z.strictObject({
            day: z.string(),
            /** The role under which it was done; none where Kith itself worked. */
            role: z.nullable(z.enum(roles)),
            programId: z.nullable(programId),
            /** The person's alias in that program; none outside of programs. */
            aliasId: z.nullable(aliasId),
            action: z.enum(auditActions),
            /** What it was, in plain words. */
            what: z.string(),
            times: z.int(),
          }),
        ),
        /** How many events of the tenant were looked through to find these. */
        examined: z.int(),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
});
