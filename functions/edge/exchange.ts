import type { AuditTrail } from "../kernel/audit.ts";
import type { Identity } from "../kernel/caller.ts";
import type { Language } from "../kernel/language.ts";
import type { LoadedCaller, RequestPorts } from "../kernel/platform.ts";
import type { Expected, Route } from "../kernel/route.ts";
import type { Http } from "./http.ts";

/** A row as the pipeline runs it: its endpoint bound to stores that are made anew for each request. */
export interface Operation {
  readonly name: string;
  readonly route: Route;
  readonly decide: (request: AnyRequest, ports: RequestPorts) => Promise<AnyDecision>;
  readonly replay:
    | ((request: AnyRequest, ports: RequestPorts, made: string) => Promise<AnyAnswer>)
    | undefined;
}

export interface AnyRequest {
  readonly caller: LoadedCaller;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly at: {
    readonly now: number;
    readonly language: Language;
    readonly knownVersion: string | undefined;
    readonly expected: Expected | undefined;
  };
}
export interface AnyAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly version?: string;
  readonly next?: string;
}
export interface AnyDecision {
  readonly answer: AnyAnswer;
  readonly writes?: Parameters<import("../kernel/audit.ts").Commit>[1];
  readonly made?: string;
}

/** One request on its way through the chain; each hook fills the next field and returns nothing. */
export interface Exchange {
  readonly http: Http;
  readonly operation: Operation;
  readonly trail: AuditTrail;
  readonly ports: RequestPorts;
  readonly now: number;
  language: Language;
  identity?: Identity;
  caller?: LoadedCaller;
  request?: AnyRequest;
}
