import type { Idempotency } from "../kernel/audit.ts";
import type { EventId } from "../kernel/ids.ts";
import type { LogLine, Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import { type Encoded, encode } from "./encode.ts";
import { eventOf, eventOfProblem } from "./event.ts";
import type { AnyDecision, Exchange } from "./exchange.ts";
import { type ProxyResponse, respond, respondProblem } from "./respond.ts";

/** What the chain decided, ready to be made true and sent. */
export interface Decided extends AnyDecision {
  readonly idempotency?: Idempotency | undefined;
  /** The first event, when this is a repeat of it. */
  readonly replayOf?: EventId | undefined;
}

/**
 * The only way out for an answer: write it through its schema, see that everybody it names is in the event, make writes and
 * event true together, then send.
 * @returns the response, or `repeated` when the same Idempotency-Key won elsewhere meanwhile.
 */
export async function release(
  exchange: Exchange,
  decided: Decided,
  platform: Platform,
): Promise<ProxyResponse | "repeated"> {
  const { answer, writes = [], idempotency, replayOf } = decided;
  const encoded = encode(exchange.operation.route, answer);
  assertDisclosed(exchange, encoded, platform);
  const event = eventOf(exchange, { replayOf, disclosing: answer.status !== 304 });
  const committed = await platform.commit(event, writes, idempotency);
  if (committed.outcome === "repeated") return "repeated";
  if (committed.outcome === "refused") throw new Problem(committed.refusal);
  return respond(answer, encoded.text, exchange.language, exchange.operation.route.media);
}

/** The way out for a refusal or failure: its event first, with what it counts. Without the event there is only `unavailable`. */
export async function releaseProblem(
  exchange: Exchange,
  problem: Problem,
  platform: Platform,
): Promise<ProxyResponse> {
  const { http, language } = exchange;
  const { media } = exchange.operation.route;
  if (problem.alarm) alarm(exchange, problem.alarm, platform);
  try {
    const { outcome } = await platform.commit(eventOfProblem(exchange, problem), problem.writes);
    if (outcome !== "committed") throw new Problem("unavailable");
  } catch (cause) {
    alarm(exchange, "audit-failed", platform);
    const kept =
      cause instanceof Problem && cause.code === "sealed"
        ? cause
        : new Problem("unavailable", { retryAfter: 5 });
    return respondProblem(kept, http.requestId, language, media);
  }
  return respondProblem(problem, http.requestId, language, media);
}

/** Everybody whom the answer names must be in the event, or nothing is sent. */
function assertDisclosed(exchange: Exchange, named: Encoded, platform: Platform): void {
  const { trail, caller } = exchange;
  const known = new Set<string | undefined>([...trail.subjects(), caller?.member]);
  const undisclosed =
    named.members.some((member) => !known.has(member)) ||
    named.aliases.some((alias) => !known.has(trail.memberBehind(alias) ?? "nobody"));
  if (!undisclosed) return;
  alarm(exchange, "undisclosed-subject", platform);
  throw new Problem("internal");
}

function alarm({ http, operation }: Exchange, event: LogLine["event"], { log }: Platform): void {
  log({ level: "alarm", event, requestId: http.requestId, operation: operation.name });
}
