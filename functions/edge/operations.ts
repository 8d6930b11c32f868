import type { RequestPorts } from "../kernel/platform.ts";
import type { Endpoints, Route, Routes } from "../kernel/route.ts";
import type { AnyAnswer, AnyDecision, AnyRequest, Operation } from "./exchange.ts";

interface AnyEndpoint {
  readonly decide: (request: AnyRequest, stores: unknown) => Promise<AnyDecision>;
  readonly replay?: (request: AnyRequest, stores: unknown, made: string) => Promise<AnyAnswer>;
}

/**
 * A slice's rows joined with their endpoints. Stores are made for each request, from ports that are bound to its audit trail.
 * @returns entries of the router, keyed `METHOD /path`: the gateway has matched the path already.
 */
export function operations<T extends Routes, Stores>(
  rows: T,
  endpoints: Endpoints<T, Stores>,
  stores: (ports: RequestPorts) => Stores,
): readonly (readonly [string, Operation])[] {
  return Object.entries<Route>(rows).map(([name, route]) => {
    // The one cast: a table of typed endpoints is read by a pipeline that knows the types only through the schemas it parses with.
    const endpoint = (endpoints as unknown as Readonly<Record<string, AnyEndpoint>>)[name] as AnyEndpoint;
    const { replay } = endpoint;
    return [
      `${route.method} ${route.path}`,
      {
        name,
        route,
        decide: (request, ports) => endpoint.decide(request, stores(ports)),
        replay: replay && ((request, ports, made) => replay(request, stores(ports), made)),
      },
    ];
  });
}
