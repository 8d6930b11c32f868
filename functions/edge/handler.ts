import middy from "@middy/core";
import { second } from "../kernel/clock.ts";
import type { LoadCaller, Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import { authenticate } from "./authenticate.ts";
import { authorise } from "./authorise.ts";
import { readableFrom } from "./cross-origin.ts";
import { type Deadline, within } from "./deadline.ts";
import type { AnyRequest, Exchange, Operation } from "./exchange.ts";
import { type Http, readHttp } from "./http.ts";
import { onlyOnce, recordOf } from "./idempotency.ts";
import { preferred } from "./language.ts";
import { parse, placeOf } from "./parse.ts";
import { expectedBy } from "./precondition.ts";
import { problemOf } from "./problem-of.ts";
import { type Decided, release, releaseProblem } from "./release.ts";
import type { ProxyResponse } from "./respond.ts";
import { unknownOperation, unreadable } from "./unknown.ts";

export interface Service {
  readonly platform: Platform;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly loadCaller: LoadCaller;
  /** Origin of the web pages that may read answers; `undefined`: none. */
  readonly origin: string | undefined;
}

/**
 * Time of a request for deciding, a second attempt included. A commit takes at most 5 s more, and the wrapper then ends by
 * itself before the function is stopped at 12 s; the gateway gives up at 29 s.
 */
const timeToDecide = 6 * second;

/**
 * The handler of a deployed function. Each request is decided in the chain and released outside of it, because a middy `after`
 * does not run when a hook throws and a value returned by a `before` skips the rest.
 */
export function createHandler(
  service: Service,
  deadline: Deadline = within,
): (event: unknown) => Promise<ProxyResponse> {
  const chain = chainOf(service);
  return async (event) => {
    const { platform } = service;
    const http = readHttp(event);
    const exchange = begin(http, service);
    const timeLeft = (): number => Math.max(0, exchange.now + timeToDecide - platform.clock());
    const decide = (attempt: Exchange) => deadline(chain(attempt), timeLeft());
    const first = await answer(exchange, decide, platform);
    // A repeat that lost the race for its Idempotency-Key is decided once more: it then finds the winner's record.
    const again = first === "repeated" ? await answer(begin(http, service), decide, platform) : first;
    const response = again === "repeated" ? await releaseProblem(exchange, stillBusy, platform) : again;
    platform.log({
      level: "info",
      event: "request",
      requestId: exchange.http.requestId,
      operation: exchange.operation.name,
      status: response.statusCode,
      milliseconds: platform.clock() - exchange.now,
    });
    return readableFrom(service.origin, response);
  };
}

function begin(http: Http = unreadable, { platform, operations }: Service): Exchange {
  const trail = platform.newTrail();
  return {
    http,
    operation: operations.get(http.operation) ?? unknownOperation,
    trail,
    ports: platform.portsFor(trail),
    now: platform.clock(),
    language: preferred(http.header("accept-language")),
  };
}

const stillBusy = new Problem("in-progress", { retryAfter: 1 });

async function answer(
  exchange: Exchange,
  decide: (exchange: Exchange) => Promise<Decided>,
  platform: Platform,
): Promise<ProxyResponse | "repeated"> {
  try {
    return await release(exchange, await decide(exchange), platform);
  } catch (cause) {
    const { http, operation } = exchange;
    const where = { requestId: http.requestId, operation: operation.name };
    return releaseProblem(exchange, problemOf(cause, where, platform), platform);
  }
}

function chainOf({ platform, loadCaller }: Service): (exchange: Exchange) => Promise<Decided> {
  const chain = middy<Exchange, Decided>({ timeoutEarlyInMillis: 0 })
    .before(async ({ event }) => {
      event.identity = await authenticate(event, platform);
    })
    .before(async ({ event }) => {
      const place = placeOf(event.operation.route, event.http);
      event.caller = await loadCaller(required(event.identity), place, event.ports);
      // What a member has chosen wins over what their client asks for.
      event.language = event.caller.language ?? event.language;
    })
    .before(({ event }) => {
      const refusal = authorise(event.operation.route, required(event.caller), event.http.params);
      if (refusal) throw new Problem(refusal);
    })
    .before(({ event }) => {
      event.request = requestOf(event);
    })
    .handler((exchange: Exchange) => decide(exchange, platform));
  // middy wants Lambda's context, which nothing in the chain reads.
  return (exchange) => chain(exchange, {} as never);
}

function requestOf({ http, operation, caller, now, language }: Exchange): AnyRequest {
  const knownVersion = /^\s*(?:W\/)?"([^"]{1,128})"\s*$/.exec(http.header("if-none-match") ?? "")?.[1];
  const expected = expectedBy(operation.route.method, http);
  const at = { now, language, knownVersion, expected };
  return { ...parse(operation.route, http), caller: required(caller), at };
}

/** Asks the endpoint; a POST goes through its Idempotency-Key, and a repeat is answered from what the first one made. */
async function decide(exchange: Exchange, platform: Platform): Promise<Decided> {
  const { operation, ports } = exchange;
  const request = required(exchange.request);
  if (operation.route.method !== "POST") return operation.decide(request, ports);
  const once = await onlyOnce(exchange, request, platform);
  if (once.first) {
    const answer = await required(operation.replay)(request, ports, once.first.made);
    return { answer, replayOf: once.first.event };
  }
  const decision = await operation.decide(request, ports);
  return {
    ...decision,
    idempotency: recordOf(once, decision.answer.status, required(decision.made), exchange.now),
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem("internal");
  return value;
}
