import type * as z from "zod/mini";
import type { $ZodObject, $ZodType } from "zod/v4/core";
import type { Action } from "./actions.ts";
import type { Caller } from "./caller.ts";
import type { Language } from "./language.ts";
import type { Write } from "./ports.ts";

/** OAuth scopes, each owned by one pool's resource server. A scope is a door, never a role. */
export const scopes = {
  "kith/community": ["members", "workforce"],
  "kith/team": ["workforce"],
  "kith/audit.read": ["workforce"],
  "kith/admin": ["workforce"],
} as const;
export type Scope = keyof typeof scopes;

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
type Status = 200 | 201 | 202 | 204 | 304;

/**
 * What a route needs of the tables beyond what every signed-in route needs: prefixes of the partition keys under which it
 * reads one item, reads several in one call, reads pages of a partition, makes, changes, removes, or only checks items. The
 * function's policy is the union over its routes, and a whole run of the tests uses all of it (docs/decisions/0024).
 */
export interface Grants {
  readonly gets?: readonly TablePrefix[];
  readonly batchGets?: readonly TablePrefix[];
  readonly queries?: readonly TablePrefix[];
  readonly puts?: readonly TablePrefix[];
  readonly updates?: readonly TablePrefix[];
  readonly removes?: readonly TablePrefix[];
  readonly checks?: readonly TablePrefix[];
  /** Prefixes of the keys of objects that it reads, and that are there. */
  readonly objects?: readonly ObjectPrefix[];
  /** Of those that may be absent: whoever is to be told so may list them. */
  readonly finds?: readonly ObjectPrefix[];
}
/** `<logical table>/<prefix of the partition key>`, for example `community/THREAD#`. */
export type TablePrefix = `${"community" | "keyring" | "audit" | "audit-keys" | "audit-index"}/${string}`;

/** `<logical bucket>/<prefix of the key>`, for example `worm/tile/`. */
export type ObjectPrefix = `${"worm" | "edge"}/${string}`;

/** Media type of the routes for clients that speak FHIR: they are refused with an OperationOutcome. */
export const fhirMedia = "application/fhir+json";

/** One operation of the API. Everything else about it is derived: the gateway, the grants, the contract, the proofs. */
export interface Route {
  readonly method: Method;
  readonly path: `/v1/${string}` | `/.well-known/${string}`;
  /** One line for the contract, in plain words. */
  readonly summary: string;
  /** `null` is a written decision: anyone may call it, without a token. */
  readonly scope: Scope | null;
  readonly action: Action;
  readonly grants: Grants;
  readonly params?: $ZodObject;
  readonly query?: $ZodObject;
  readonly body?: $ZodObject;
  /** Media type of the answers, where it is not `application/json`. */
  readonly media?: `application/${string}`;
  /** The answers by status; `null` stands for an answer without a body. */
  readonly answers: Readonly<Partial<Record<Status, $ZodType | null>>>;
}

export type Routes = Readonly<Record<string, Route>>;

/** Keeps literal paths, statuses and schemas of a slice's table in its type. */
export const routes = <const T extends Routes>(rows: T): T => rows;

type Parsed<S> = S extends $ZodType ? z.output<S> : undefined;

/** What an endpoint is given: the caller, and each part of the request as its schema parsed it. */
export interface Request<R extends Route> {
  readonly caller: R["scope"] extends null ? undefined : Caller;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  readonly at: RequestFacts;
}

/** The version that a change is made to (RFC 9110 section 13.1), or that there is none yet. */
export type Expected = { readonly version: string } | { readonly version: undefined };

/** Facts of the exchange that some endpoints need. */
export interface RequestFacts {
  /** Milliseconds since the epoch at which the request began; one instant for the whole exchange. */
  readonly now: number;
  readonly language: Language;
  /** Version tag the client already holds, from If-None-Match. */
  readonly knownVersion: string | undefined;
  /** What a PUT, PATCH or DELETE expects to change: a version tag from If-Match, or nothing yet (If-None-Match: *). */
  readonly expected: Expected | undefined;
}

type Body<S> = S extends $ZodType ? { readonly body: z.input<S> } : { readonly body?: undefined };
interface Extras {
  /** Version counter of what is answered; becomes the ETag. */
  readonly version?: string;
  /** Query of the next page, relative to the request: becomes the `Link` header. */
  readonly next?: string;
}

/** An answer of a row: one of its statuses with the body that its schema takes. */
export type Answer<R extends Route> = {
  [S in keyof R["answers"] & number]: { readonly status: S } & Body<R["answers"][S]> & Extras;
}[keyof R["answers"] & number];

/** What an endpoint decides: the answer, and the writes that must become true together with the event. */
export interface Decision<A> {
  readonly answer: A;
  readonly writes?: readonly Write[];
  /** Id of what was made, kept in the idempotency record so that a repeat can be answered from the resource. */
  readonly made?: string;
}

/** Decides one operation; writes nothing itself. */
export type Decide<R extends Route, Stores> = (
  request: Request<R>,
  stores: Stores,
) => Promise<Decision<Answer<R>>>;
/** Answers a repeated POST again from the resource that the first one made. */
export type Replay<R extends Route, Stores> = (
  request: Request<R>,
  stores: Stores,
  made: string,
) => Promise<Answer<R>>;

/** A route that changes something under POST must also say how a repeat is answered. */
export type Endpoint<R extends Route, Stores> = R["method"] extends "POST"
  ? { readonly decide: Decide<R, Stores>; readonly replay: Replay<R, Stores> }
  : { readonly decide: Decide<R, Stores> };

/** One endpoint per row: a missing one or a wrong status does not compile. */
export type Endpoints<T extends Routes, Stores> = { readonly [K in keyof T]: Endpoint<T[K], Stores> };
