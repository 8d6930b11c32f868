import * as z from "zod/mini";
import { memberId } from "../../kernel/ids.ts";

const coding = z.strictObject({ system: z.string(), code: z.string() });
const concept = z.strictObject({ coding: z.array(coding) });
const coded = z.array(concept);

/** The id stands by itself too: whoever an answer names has to be a subject of its event, and is found by the id's schema. */
const member = z.strictObject({
  reference: z.string(),
  identifier: z.strictObject({ system: z.string(), value: memberId }),
});
const thing = z.strictObject({ identifier: z.strictObject({ system: z.string(), value: z.string() }) });
const memberOrThing = z.union([member, thing]);

const auditEvent = z.strictObject({
  resourceType: z.literal("AuditEvent"),
  id: z.string(),
  meta: z.optional(z.strictObject({ profile: z.array(z.string()) })),
  type: coding,
  subtype: z.array(coding),
  action: z.enum(["C", "R", "U", "D", "E"]),
  recorded: z.string(),
  outcome: z.enum(["0", "4", "8"]),
  outcomeDesc: z.optional(z.string()),
  agent: z.array(
    z.strictObject({
      type: concept,
      role: z.optional(coded),
      who: memberOrThing,
      requestor: z.boolean(),
      network: z.optional(z.strictObject({ address: z.string(), type: z.enum(["1", "2"]) })),
      purposeOfUse: z.optional(coded),
    }),
  ),
  source: z.strictObject({ site: z.string(), observer: thing, type: z.array(coding) }),
  entity: z.array(
    z.strictObject({
      what: z.optional(memberOrThing),
      type: coding,
      role: z.optional(coding),
      query: z.optional(z.string()),
    }),
  ),
});
/** A resource of FHIR R4 (4.0.1), as far as Kith fills it. */
export type AuditEvent = z.output<typeof auditEvent>;

/** What somebody should know of a page besides its events. */
const operationOutcome = z.strictObject({
  resourceType: z.literal("OperationOutcome"),
  issue: z.array(
    z.strictObject({
      severity: z.literal("warning"),
      code: z.enum(["incomplete", "exception"]),
      diagnostics: z.string(),
    }),
  ),
});
export type Warnings = z.output<typeof operationOutcome>;

/** A page of a FHIR search. */
export const searchset = z.strictObject({
  resourceType: z.literal("Bundle"),
  type: z.literal("searchset"),
  link: z.array(z.strictObject({ relation: z.enum(["self", "next"]), url: z.string() })),
  entry: z.array(
    z.strictObject({
      resource: z.union([auditEvent, operationOutcome]),
      search: z.strictObject({ mode: z.enum(["match", "outcome"]) }),
    }),
  ),
});
