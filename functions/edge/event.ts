import type { AuditEvent, Outcome } from "../kernel/audit.ts";
import type { EventId, MemberId } from "../kernel/ids.ts";
import type { Problem } from "../kernel/problems.ts";
import { problems } from "../kernel/problems.ts";
import { purposeOf, type Role } from "../kernel/roles.ts";
import type { Exchange } from "./exchange.ts";

/** The event of an exchange that is answered: what it disclosed, changed and read. */
export function eventOf(
  exchange: Exchange,
  options: { replayOf?: EventId | undefined; disclosing: boolean },
): AuditEvent {
  const { trail } = exchange;
  const facts = trail.facts();
  return {
    ...who(exchange, eventActor(exchange)),
    ...facts,
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
    ...who(exchange, { actor: exchange.caller?.member, role: exchange.caller?.role }),
    action: exchange.operation.route.action,
    outcome: outcomeOf(problem),
    resource: place(exchange),
    reads,
    replayOf: undefined,
    extra: { problem: problem.code },
    commitments: [],
    subjects: [],
  };
}

const outcomeOf = ({ code }: Problem): Outcome => (problems[code] >= 500 ? "error" : "denied");

/** A newcomer acts only if what makes them a member becomes true with the event: a refusal has no actor. */
const eventActor = ({
  caller,
  trail,
}: Exchange): { readonly actor?: MemberId | undefined; readonly role?: Role | undefined } =>
  trail.newcomer() ?? { actor: caller?.member, role: caller?.role };

function who(
  { caller, http }: Exchange,
  { actor, role }: ReturnType<typeof eventActor>,
): Pick<AuditEvent, "actor" | "role" | "purpose" | "breakGlass" | "program" | "requestId"> {
  return {
    actor,
    role,
    purpose: purposeOf[role ?? "patient"],
    breakGlass: false,
    program: caller?.membership?.programId,
    requestId: http.requestId,
  };
}

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The most specific id of the path; only what has the form of an id is written down. */
const place = ({ http, operation }: Exchange): string | undefined =>
  Object.keys(operation.route.params?._zod.def.shape ?? {})
    .map((name) => http.params[name])
    .findLast((id) => id !== undefined && ulid.test(id));
