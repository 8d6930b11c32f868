import { instant } from "../kernel/clock.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { longestSearched, mayRange } from "./day-range.ts";
import type { audit } from "./routes.ts";
import type { AuditStores } from "./stores.ts";

type Counts = Pick<typeof audit, "readCounts">;

/** A histogram: what it costs does not depend on how many events there are. */
export const countEndpoints: Endpoints<Counts, AuditStores> = {
  readCounts: {
    decide: async ({ query }, { log, trail }) => {
      const { from, to, programId, ...terms } = query;
      const refusal = mayRange(from, to, longestSearched);
      if (refusal)
        throw new Problem(refusal, {
          faults: [{ pointer: "#/query/to", code: "range-of-1-day-to-10-years" }],
        });
      const sought = { ...terms, program: programId };
      const named = Object.entries(sought).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      if (named.length > 1)
        throw new Problem("invalid-request", { faults: [{ pointer: "#/query", code: "one-term-at-most" }] });
      const { counts, until } = await log.countsByDay({ fromDay: from, toDay: to }, sought);
      // How often somebody's information was used is information of theirs.
      for (const member of [terms.subject, terms.actor])
        if (member !== undefined && counts.size > 0) trail.disclose(member);
      trail.note({ from, to, ...Object.fromEntries(named) });
      const days = [...counts].sort().map(([day, events]) => ({ day, events }));
      return {
        answer: {
          status: 200,
          body: {
            days,
            total: days.reduce((sum, { events }) => sum + events, 0),
            countedUntil: until === 0 ? null : instant(until),
            recordedAs: "audit.read-counts",
          },
        },
      };
    },
  },
};
