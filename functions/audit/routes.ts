import * as z from "zod/mini";
import { actions, systemActions } from "../kernel/actions.ts";
import { aliasId, eventId, memberId, programId } from "../kernel/ids.ts";
import { violationKinds } from "../kernel/log.ts";
import { roles } from "../kernel/roles.ts";
import { fhirMedia, routes } from "../kernel/route.ts";
import { findings } from "../kernel/verification.ts";
import { fhirQuery } from "./fhir/query.ts";
import { searchset } from "./fhir/schema.ts";
import { integrityStates } from "./integrity.ts";

const calendarDay = z.string().check(z.regex(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));
const cursor = z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/));
const auditActions = [...actions, ...systemActions, "replay"] as const;

/** What a search can name and the index finds. */
const terms = {
  action: z.optional(z.enum(auditActions)),
  outcome: z.optional(z.enum(["ok", "denied", "error"])),
  actor: z.optional(memberId),
  subject: z.optional(memberId),
  programId: z.optional(programId),
};
/** The rows of the index, and the counts that say which of them to read. */
const indexed = [
  "audit-index/P#",
  "audit-index/A#",
  "audit-index/C#",
  "audit-index/X#",
  "audit-index/O#",
  "audit-index/R#",
  "audit-index/N#",
] as const;
/** How far the log and its index go. */
const sealing = ["audit-keys/LOG#", "audit-index/CURSOR#"] as const;
/** The sealed events: full bundles, the last one, and what is committed and not published yet. */
const leaves = ["worm/tile/entries/", "worm/seg/", "edge/tile/entries/"] as const;

/** What the compliance officer reviews. */
export const audit = routes({
  readEvents: {
    method: "GET",
    path: "/v1/audit/events",
    summary: "Events of a range of days, newest first.",
    scope: "kith/audit.read",
    action: "audit.read-events",
    grants: {
      queries: ["audit/D#", ...indexed],
      gets: sealing,
      batchGets: ["audit-keys/MEMBER-OF#"],
      objects: leaves,
    },
    query: z.strictObject({
      from: calendarDay,
      to: calendarDay,
      ...terms,
      requestId: z.optional(z.string().check(z.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))),
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
        /** How many events this page shows. */
        shown: z.int(),
        /** This search is an event itself, of this action. */
        recordedAs: z.enum(["audit.read-events"]),
        /** Until when the search is complete; null: to this moment. */
        completeUntil: z.nullable(z.string()),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
  readCounts: {
    method: "GET",
    path: "/v1/audit/counts",
    summary: "How many events each day has: of one person, program, action or outcome, or of all.",
    scope: "kith/audit.read",
    action: "audit.read-counts",
    grants: { queries: ["audit-index/N#"], gets: sealing, objects: leaves },
    query: z.strictObject({ from: calendarDay, to: calendarDay, ...terms }),
    answers: {
      200: z.strictObject({
        /** Days that have any, the earliest first. */
        days: z.array(z.strictObject({ day: z.string(), events: z.int() })),
        total: z.int(),
        /** Events of earlier instants are counted; null: none is sealed yet. */
        countedUntil: z.nullable(z.string()),
        recordedAs: z.enum(["audit.read-counts"]),
      }),
    },
  },
  readIntegrity: {
    method: "GET",
    path: "/v1/audit/integrity",
    summary:
      "Whether the sealed log is what was signed: how far it goes, when it was verified, and what to do.",
    scope: "kith/audit.read",
    action: "audit.read-integrity",
    grants: {
      gets: ["audit-keys/LOG#", "audit-keys/VERIFIED#"],
      queries: ["audit-keys/VIOL#"],
      finds: ["edge/checkpoint"],
    },
    answers: {
      200: z.strictObject({
        /** One word for all of it, the worst that holds. */
        state: z.enum(integrityStates),
        /** What that means, and what to do, in the reader's language. */
        says: z.string(),
        todo: z.string(),
        /** How far the log goes: every event before `until` is in it. */
        sealed: z.nullable(
          z.strictObject({ entries: z.int(), at: z.string(), until: z.string(), delaySeconds: z.int() }),
        ),
        promise: z.strictObject({
          targetSeconds: z.int(),
          alarmSeconds: z.int(),
          promisedSeconds: z.int(),
        }),
        /** The newest signed head, to be kept outside of this system. */
        checkpoint: z.nullable(z.string()),
        /** What the tenant itself has verified last, and when every entry was read last. */
        verified: z.nullable(
          z.strictObject({
            entries: z.int(),
            at: z.string(),
            full: z.nullable(z.strictObject({ entries: z.int(), at: z.string() })),
          }),
        ),
        /** What shows that the log is not what was signed. */
        finding: z.nullable(
          z.strictObject({
            what: z.enum(findings),
            says: z.string(),
            since: z.string(),
            file: z.nullable(z.string()),
            entry: z.nullable(z.int()),
          }),
        ),
        /** What the log itself records of changes behind its back, the newest 20. */
        violations: z.array(
          z.strictObject({ entry: z.int(), at: z.string(), kind: z.enum(violationKinds), says: z.string() }),
        ),
        moreViolations: z.boolean(),
        recordedAs: z.enum(["audit.read-integrity"]),
      }),
    },
  },
  readFhirAuditEvents: {
    method: "GET",
    path: "/v1/audit/fhir/AuditEvent",
    summary: "Events as FHIR R4 AuditEvents along IHE BALP, newest first: a FHIR search.",
    scope: "kith/audit.read",
    action: "audit.read-fhir",
    media: fhirMedia,
    grants: {
      queries: ["audit/D#", ...indexed],
      gets: sealing,
      batchGets: ["audit-keys/MEMBER-OF#"],
      objects: leaves,
    },
    query: fhirQuery,
    answers: { 200: searchset },
  },
  readOwnLog: {
    method: "GET",
    path: "/v1/me/access-log",
    summary: "Who saw my messages, by day, newest day first.",
    scope: "kith/community",
    action: "audit.read-own",
    grants: {
      queries: ["audit/D#", "audit-index/P#"],
      gets: sealing,
      batchGets: ["audit-keys/MEMBER-OF#", "community/MEMBER#"],
      objects: leaves,
    },
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
        /** How many events were opened to find these. */
        examined: z.int(),
        nextCursor: z.nullable(z.string()),
      }),
    },
  },
});
