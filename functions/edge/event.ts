import type { AuditEvent, Outcome } from "../kernel/audit.ts";
import type { EventId } from "../kernel/ids.ts";
import type { Problem } from "../kernel/problems.ts";
import { problems } from "../kernel/problems.ts";
import { purposeOf } from "../kernel/roles.ts";
import type { Exchange } from "./exchange.ts";

/** The event of an exchange that is answered: what it disclosed, changed and read. */
export function eventOf(
  exchange: Exchange,
  options: { replayOf?: EventId | undefined; disclosing: boolean },
): AuditEvent {
  const { trail } = exchange;
  const facts = trail.facts();
  return {
    // A newcomer acts only if what makes them a member becomes true with the event: a refusal has no such actor.
    ...who(exchange, trail.newcomer() ?? callerOf(exchange)),
    ...facts,
    extra: withOrigin(exchange, facts.extra),
    resource: facts.resource ?? place(exchange),
    action: options.replayOf ? "replay" : exchange.operation.route.action,
    outcome: "ok",
    replayOf: options.replayOf,
    subjects: options.disclosing ? trail.subjects() : [],
  };
}

/** The event of a refusal or failure: it disclosed nothing and changed nothing. */
export function eventOfProblem(exchange: Exchange, problem: Problem): AuditEvent {
  const { reads } = exchange.trail.facts();
  return {
    ...who(exchange, callerOf(exchange)),
    action: exchange.operation.route.action,
    outcome: outcomeOf(problem),
    resource: place(exchange),
    reads,
    replayOf: undefined,
    extra: withOrigin(exchange, { problem: problem.code }),
    commitments: [],
    subjects: [],
  };
}

/** With the address from which the request came. Not with its user agent: see docs/decisions/0007. */
const withOrigin = ({ http: { ip } }: Exchange, extra: AuditEvent["extra"]): AuditEvent["extra"] =>
  ip === undefined ? extra : { ...extra, ip };

const outcomeOf = ({ code }: Problem): Outcome => (problems[code] >= 500 ? "error" : "denied");

type Actor = Pick<AuditEvent, "actor" | "role" | "program">;

/** Who was let in, and where. */
const callerOf = ({ caller }: Exchange): Actor => ({
  actor: caller?.member,
  role: caller?.role,
  program: caller?.membership?.programId,
});

function who(
  { http }: Exchange,
  actor: Actor,
): Actor & Pick<AuditEvent, "purpose" | "breakGlass" | "requestId"> {
  const purpose = purposeOf[actor.role ?? "patient"];
  return { ...actor, purpose, breakGlass: false, requestId: http.requestId };
}

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The most specific id of the path; only what has the form of an id is written down. */
const place = ({ http, operation }: Exchange): string | undefined =>
  Object.keys(operation.route.params?._zod.def.shape ?? {})
    .map((name) => http.params[name])
    .findLast((id) => ulid.test(String(id)));
