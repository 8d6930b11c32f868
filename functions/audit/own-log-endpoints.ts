import type { MemberId, ProgramId } from "../kernel/ids.ts";
import type { Language } from "../kernel/language.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { whatIn } from "./access-words.ts";
import { longestSearched, mayRange } from "./day-range.ts";
import { type Access, gatherOwn, personOf } from "./own-log.ts";
import type { audit } from "./routes.ts";
import type { AuditStores } from "./stores.ts";

type OwnLog = Pick<typeof audit, "readOwnLog">;

/** Who saw a member's own messages: their right to know, without a case and without anybody's help. */
export const ownLogEndpoints: Endpoints<OwnLog, AuditStores> = {
  readOwnLog: {
    decide: async ({ query, caller, at }, { log, trail, cursors, memberships }) => {
      const { from, to } = query;
      const refusal = mayRange(from, to, longestSearched);
      if (refusal)
        throw new Problem(refusal, {
          faults: [{ pointer: "#/query/to", code: "range-of-1-day-to-10-years" }],
        });
      const { member } = caller;
      if (member === undefined) throw new Problem("not-a-member");
      const bound = cursors({ operation: "readOwnLog", caller: member, query: `${from}/${to}` });
      const before = query.cursor === undefined ? undefined : await bound.open(query.cursor);
      const events = log.search({ fromDay: from, toDay: to, before }, { subject: member });
      const { accesses, examined, position } = await gatherOwn(events, member);
      trail.disclose(member);
      trail.note({ from, to, found: accesses.length, examined });
      const aliases = await memberships.aliasIdsOf(accesses.flatMap(placeOf));
      const nextCursor = position === undefined ? null : await bound.seal(position);
      const next =
        nextCursor === null ? {} : { next: `?${new URLSearchParams({ from, to, cursor: nextCursor })}` };
      const shown = accesses.map((access) => line(access, aliases, at.language));
      return { answer: { status: 200, ...next, body: { accesses: shown, examined, nextCursor } } };
    },
  },
};

interface Place {
  readonly member: MemberId;
  readonly programId: ProgramId;
}

/** The person behind an access, in the program in which it was. */
function placeOf({ event }: Access): readonly Place[] {
  const member = personOf(event);
  return member === undefined || event.program === undefined ? [] : [{ member, programId: event.program }];
}

const line = (
  access: Access,
  aliases: Awaited<ReturnType<AuditStores["memberships"]["aliasIdsOf"]>>,
  language: Language,
) => {
  const { day, event, times } = access;
  const [place] = placeOf(access);
  return {
    day,
    role: event.role ?? null,
    programId: event.program ?? null,
    aliasId: (place && aliases(place)) ?? null,
    action: event.action,
    what: whatIn(event.action, language),
    times,
  };
};
