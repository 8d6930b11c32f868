import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { mayRange } from "./day-range.ts";
import { ownLogEndpoints } from "./own-log-endpoints.ts";
import type { audit } from "./routes.ts";
import { gather, isSystem, namedIn, type OpenEvent } from "./search.ts";
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

export const auditEndpoints: Endpoints<typeof audit, AuditStores> = {
  ...ownLogEndpoints,
  readEvents: {
    decide: async (request, { log, trail, cursors }) => {
      const { query, caller } = request;
      const refusal = mayRange(query.from, query.to);
      if (refusal)
        throw new Problem(refusal, { faults: [{ pointer: "#/query/to", code: "range-of-1-to-31-days" }] });
      const terms = termsOf(request);
      const bound = cursors({
        operation: "readEvents",
        caller: caller.member ?? "",
        query: JSON.stringify(terms),
      });
      const before = query.cursor === undefined ? undefined : await bound.open(query.cursor);
      const range = { fromDay: query.from, toDay: query.to, before };
      const found = await gather(log.newestFirst(range), query, Number(query.limit ?? defaultLimit));
      found.events.flatMap(namedIn).forEach(trail.disclose);
      trail.note({ ...terms, found: found.events.length, examined: found.examined });
      const nextCursor = found.position === undefined ? null : await bound.seal(found.position);
      const next =
        nextCursor === null ? {} : { next: `?${new URLSearchParams({ ...terms, cursor: nextCursor })}` };
      const { examined, damaged } = found;
      return {
        answer: {
          status: 200,
          ...next,
          body: { events: found.events.map(shown), examined, damaged, nextCursor },
        },
      };
    },
  },
};

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
