import * as z from "zod/mini";
import { day, dayOf } from "../../kernel/clock.ts";
import { type MemberId, memberId } from "../../kernel/ids.ts";
import { Problem } from "../../kernel/problems.ts";
import { longestRange, longestSearched } from "../day-range.ts";
import type { Search } from "../search.ts";
import { type Stretch, searchDate, withinDates } from "./dates.ts";

const id = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

/** What Kith knows of the search parameters of FHIR R4's AuditEvent, strictly: an unknown one would widen the search unseen. */
export const fhirQuery = z.strictObject({
  patient: z.optional(z.string().check(z.regex(new RegExp(`^(?:Patient/)?${id}$`)))),
  agent: z.optional(
    z.string().check(z.regex(new RegExp(`^(?:(?:Patient|RelatedPerson|Practitioner)/)?${id}$`))),
  ),
  date: z.optional(z.array(z.string().check(z.regex(searchDate))).check(z.maxLength(2))),
  action: z.optional(z.enum(["C", "R", "U", "D", "E"])),
  outcome: z.optional(z.enum(["0", "4", "8"])),
  _count: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
  _cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/))),
  _format: z.optional(z.enum(["json", "application/json", "application/fhir+json"])),
});
type FhirQuery = z.output<typeof fhirQuery>;

const outcomes = { "0": "ok", "4": "denied", "8": "error" } as const;

/** The member behind a reference. */
const memberIn = (reference: string | undefined): MemberId | undefined =>
  reference === undefined ? undefined : z.parse(memberId, reference.slice(-26));

/** What is sought in the trail. */
export const searchOf = ({ patient, agent, outcome }: FhirQuery): Search => ({
  ...{ subject: memberIn(patient), actor: memberIn(agent) },
  outcome: outcome && outcomes[outcome],
});

/** When, to the end of today. @throws Problem `invalid-request` when that is nothing, or too long for what is sought. */
export function stretchOf({ date = [], ...terms }: FhirQuery, now: number): Stretch {
  const isIndexed = [terms.patient, terms.agent, terms.outcome].some((term) => term !== undefined);
  const longest = (isIndexed ? longestSearched : longestRange) * day;
  const to = Date.parse(`${dayOf(now)}T00:00:00.000Z`) + day;
  const asked = withinDates(date, { from: 0, to });
  if (asked === undefined) throw refused("no-time-left-to-search");
  const stretch = { from: asked.from === 0 ? asked.to - longest : asked.from, to: asked.to };
  if (stretch.to - stretch.from > longest)
    throw refused(isIndexed ? "range-of-1-day-to-10-years" : "range-of-1-to-31-days");
  return stretch;
}

const refused = (code: string): Problem =>
  new Problem("invalid-request", { faults: [{ pointer: "#/query/date", code }] });
