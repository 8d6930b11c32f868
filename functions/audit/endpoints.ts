import { instant } from "../kernel/clock.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { countEndpoints } from "./count-endpoints.ts";
import { longestRange, longestSearched, mayRange } from "./day-range.ts";
import { fhirEndpoints } from "./fhir/endpoints.ts";
import { integrityEndpoints } from "./integrity-endpoints.ts";
import { ownLogEndpoints } from "./own-log-endpoints.ts";
import type { audit } from "./routes.ts";
import { type Found, gather, isSystem, namedIn, type OpenEvent, type Search } from "./search.ts";
import type { AuditStores } from "./stores.ts";

type Reading = Request<(typeof audit)["readEvents"]>;
const defaultLimit = 50;

/** Days, then the filter: what a cursor is bound to and what the search's own event records. */
const termsOf = ({ query }: Reading): Readonly<Record<string, string>> => {
  const { cursor: _, limit = String(defaultLimit), ...terms } = query;
  return Object.fromEntries(
    Object.entries({ ...terms, limit }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
};

const searchOf = ({ query }: Reading): Search => {
  const { programId, from: _from, to: _to, limit: _limit, cursor: _cursor, ...terms } = query;
  return { ...terms, program: programId };
};

/** Without a term that the index has, each event of the days is opened: then they are few. */
function checkRange(request: Reading): void {
  const { query } = request;
  const { resource: _, ...sought } = searchOf(request);
  const isIndexed = Object.values(sought).some((term) => term !== undefined);
  const refusal = mayRange(query.from, query.to, isIndexed ? longestSearched : longestRange);
  const code = isIndexed ? "range-of-1-day-to-10-years" : "range-of-1-to-31-days";
  if (refusal) throw new Problem(refusal, { faults: [{ pointer: "#/query/to", code }] });
}

export const auditEndpoints: Endpoints<typeof audit, AuditStores> = {
  ...ownLogEndpoints,
  ...countEndpoints,
  ...integrityEndpoints,
  ...fhirEndpoints,
  readEvents: {
    decide: async (request, { log, trail, cursors }) => {
      const { query, caller } = request;
      checkRange(request);
      const terms = termsOf(request);
      const bound = cursors({
        operation: "readEvents",
        caller: caller.member ?? "",
        query: JSON.stringify(terms),
      });
      const before = query.cursor === undefined ? undefined : await bound.open(query.cursor);
      const range = { fromDay: query.from, toDay: query.to, before };
      const search = searchOf(request);
      const found = await gather(log.search(range, search), search, Number(query.limit ?? defaultLimit));
      found.events.flatMap(namedIn).forEach(trail.disclose);
      trail.note({ ...terms, found: found.events.length, examined: found.examined });
      const nextCursor = found.position === undefined ? null : await bound.seal(found.position);
      const next =
        nextCursor === null ? {} : { next: `?${new URLSearchParams({ ...terms, cursor: nextCursor })}` };
      const until = await log.completeUntil();
      return { answer: { status: 200, ...next, body: { ...page(found, until), nextCursor } } };
    },
  },
};

const page = ({ events, examined, damaged }: Found, until: number | undefined) => ({
  events: events.map(shown),
  shown: events.length,
  recordedAs: "audit.read-events" as const,
  examined,
  damaged,
  completeUntil: until === undefined ? null : instant(until),
});

const shown = (event: OpenEvent) => {
  const person = event.actor === undefined || isSystem(event.actor) ? null : event.actor;
  return {
    eventId: event.id,
    at: event.at,
    action: event.action,
    outcome: event.outcome,
    actor: person,
    system: person === null ? (event.actor ?? null) : null,
    role: event.role ?? null,
    purpose: event.purpose,
    breakGlass: event.breakGlass,
    programId: event.program ?? null,
    resource: event.resource ?? null,
    requestId: event.requestId,
    ip: event.extra?.ip === undefined ? null : String(event.extra.ip),
    replayOf: event.replayOf ?? null,
    subjects: [...event.subjects],
    unnamed: event.unnamed,
  };
};
