import type { Invoke, LoadedStack } from "../types.ts";
import type { Answer } from "./answer.ts";
import type { Api } from "./api.ts";
import { authorizer, type JwksOf } from "./authorizer.ts";
import { claimsOfEvent } from "./claims.ts";
import { type Exchange, header } from "./exchange.ts";
import { functionIntegration } from "./integration.ts";
import type { Method } from "./method.ts";
import { Refusal } from "./refusal.ts";
import { readQuery, refuseBadCharacters } from "./request.ts";
import { router } from "./router.ts";
import { throttle } from "./throttle.ts";

/** What the way of a request leads past. */
export interface JourneyParts {
  readonly api: Api;
  readonly stack: LoadedStack;
  readonly invoke: Invoke;
  readonly jwksOf: JwksOf;
  readonly clock: () => Date;
}

interface Destination {
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

function finder(api: Api) {
  const find = router(api.resources);
  return (exchange: Exchange): Destination => {
    const found = find(exchange.path);
    const method = found?.target.methods.get(exchange.method);
    if (found === undefined || method === undefined) throw new Refusal("MISSING_AUTHENTICATION_TOKEN");
    exchange.resource = { id: found.target.id, path: found.target.path };
    return { method, pathParameters: found.parameters };
  };
}

/**
 * The way of a request through the API: its URL, its path and method, the throttle, the authorizer, the integration.
 *
 * @returns what answers one request; it throws a {@link Refusal} where API Gateway refuses, and notes on the exchange how
 * far the request came.
 */
export function journey({ api, stack, invoke, jwksOf, clock }: JourneyParts) {
  const find = finder(api);
  const mayPass = throttle(api.stage.throttling, clock);
  const authorize = authorizer(jwksOf, clock);
  const call = functionIntegration(stack, invoke);
  return async (exchange: Exchange, body: string | null): Promise<Answer> => {
    refuseBadCharacters(exchange);
    const query = readQuery(exchange.query);
    const { method, pathParameters } = find(exchange);
    if (!mayPass(exchange.method, exchange.resource?.path ?? "")) throw new Refusal("THROTTLED");
    if (method.authorization !== undefined) {
      exchange.claims = claimsOfEvent(
        await authorize(header(exchange, "authorization"), method.authorization),
      );
    }
    const { integration } = method;
    return integration.kind === "mock"
      ? integration.answer
      : call(integration, exchange, { query, pathParameters, body });
  };
}
