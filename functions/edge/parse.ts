import type { $ZodIssue, $ZodObject, $ZodType, $ZodTypes } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import type { PathPlace } from "../kernel/platform.ts";
import { type Fault, Problem } from "../kernel/problems.ts";
import type { Route } from "../kernel/route.ts";
import type { Http } from "./http.ts";

/** Largest body that any route takes, in bytes. */
export const bodyLimit = 64 * 1_024;

/** The parts of a request, each as its row's strict schema reads it; a part without a schema must be absent. */
export interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * The place that the path names, before the caller is judged. An id of a wrong form names no place: its caller is loaded all
 * the same, so that the event of the refusal says who it was.
 */
export function placeOf({ params }: Route, http: Http): PathPlace {
  const formed = params !== undefined && safeParse(params, http.params).success;
  const { programId, threadId } = formed ? http.params : {};
  return { programId, threadId };
}

/** @throws Problem `invalid-request`, `too-large` or `unsupported-media-type`; a fault names a place, never a value. */
export function parse(route: Route, http: Http): Parsed {
  return {
    params: parseParams(route, http),
    query: parseQuery(route, http),
    body: parseBody(route, http),
  };
}

/** An id of a wrong form is an id that does not exist. */
function parseParams({ params }: Route, http: Http): unknown {
  if (!params) return undefined;
  const parsed = safeParse(params, http.params);
  if (!parsed.success) throw new Problem("not-found");
  return parsed.data;
}

function parseQuery(route: Route, { query }: Http): unknown {
  const mayRepeat = listsIn(route.query);
  const repeated = Object.entries(query).some(([name, { length }]) => length !== 1 && !mayRepeat.has(name));
  if (repeated) throw invalid([{ pointer: "#/query", code: "repeated" }]);
  const read = Object.fromEntries(
    Object.entries(query).map(([name, values]) => [name, mayRepeat.has(name) ? values : values[0]]),
  );
  if (route.query) return part(route.query, read, "query");
  if (Object.keys(read).length > 0) throw invalid([{ pointer: "#/query", code: "unknown-field" }]);
  return undefined;
}

/** Parameters that may come several times: the schema has a list for them. */
function listsIn(schema: $ZodObject | undefined): ReadonlySet<string> {
  const fields = Object.entries(schema?._zod.def.shape ?? {});
  return new Set(fields.filter(([, field]) => isList(field)).map(([name]) => name));
}

function isList(schema: $ZodType): boolean {
  const { def } = (schema as $ZodTypes)._zod;
  return def.type === "array" || (def.type === "optional" && isList(def.innerType));
}

function parseBody(route: Route, http: Http): unknown {
  if (!route.body) {
    if (http.body) throw invalid([{ pointer: "#", code: "unexpected-body" }]);
    return undefined;
  }
  if (http.body !== undefined && Buffer.byteLength(http.body) > bodyLimit) throw new Problem("too-large");
  if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(http.header("content-type") ?? "")) {
    throw new Problem("unsupported-media-type");
  }
  return part(route.body, json(http.body), "body");
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    // The parser's message quotes the text: it must not travel on, not even as a cause.
    throw invalid([{ pointer: "#", code: "malformed-json" }]);
  }
}

function part(schema: $ZodObject, value: unknown, name: "query" | "body"): unknown {
  const parsed = safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.slice(0, 20).map((issue) => faultOf(issue, name === "body" ? "#" : `#/${name}`)),
  );
}

/** Rows hold no records, so each part of an issue's path is a name of the schema or an index. */
function faultOf(issue: $ZodIssue, root: string): Fault {
  return { pointer: [root, ...issue.path.map(String)].join("/"), code: codes[issue.code] ?? "invalid" };
}

const codes: Readonly<Partial<Record<$ZodIssue["code"], string>>> = {
  invalid_type: "missing-or-wrong-type",
  too_big: "too-long",
  too_small: "too-short",
  invalid_format: "wrong-form",
  unrecognized_keys: "unknown-field",
  invalid_value: "not-one-of",
};

const invalid = (faults: readonly Fault[]): Problem => new Problem("invalid-request", { faults });
