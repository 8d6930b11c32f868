import { type $ZodObject, toJSONSchema } from "zod/v4/core";
import { access, type Right } from "./access.ts";
import * as words from "./contract-words.ts";
import type { Action } from "./kernel/actions.ts";
import { roles } from "./kernel/roles.ts";
import { fhirMedia, type Route } from "./kernel/route.ts";

type Json = Readonly<Record<string, unknown>>;

/** One operation of the contract: what its row says, who may call it, and how it may be refused. */
export const operation = (name: string, route: Route): Json => ({
  operationId: name,
  summary: route.summary,
  description: whoMay(route),
  tags: [tagOf(route.action)],
  security: route.scope === null ? [] : [{ signIn: [route.scope] }],
  parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query"), ...headers(route)],
  ...(route.body
    ? { requestBody: { required: true, content: { "application/json": reference(`${name}Body`) } } }
    : {}),
  responses: {
    ...answers(name, route),
    ...Object.fromEntries(refusalsOf(route).map((status) => [status, refusal(status, route)])),
    default: { description: words.otherwise, content: problemOf(route) },
  },
});

/** The tag of an action's operations: its first word. */
export const tagOf = (action: Action): string => action.split(".")[0] ?? action;

const reference = (name: string): Json => ({ schema: { $ref: `#/components/schemas/${name}` } });
const problem: Json = { "application/problem+json": reference("Problem") };
/** Functions refuse a client of FHIR as FHIR does; the gateway before them knows problem documents alone. */
const problemOf = ({ media }: Route): Json =>
  media === fhirMedia ? { ...problem, [fhirMedia]: reference("OperationOutcome") } : problem;

/** The row of the access table in words: it is what the functions decide by. */
function whoMay({ scope, action }: Route): string {
  if (scope === null) return "Anyone, without a token.";
  const rights = new Set(roles.map((role) => access[action][role]).filter((right) => right !== "no"));
  if (rights.has("anyone")) return `Scope \`${scope}\`. Anyone who is signed in.`;
  return `Scope \`${scope}\`. ${[...rights].map((right) => whoHas(action, right)).join("; ")}.`;
}

const whoHas = (action: Action, right: Right): string =>
  `${roles.filter((role) => access[action][role] === right).join(", ")}: ${words.reach[right]}`;

function parameters(schema: $ZodObject | undefined, place: "path" | "query"): readonly Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: required.includes(name),
    description: words.parameters[name],
    schema: value,
  }));
}

const header = (name: string, required: boolean, description: string): Json => ({
  name,
  in: "header",
  required,
  description,
  schema: { type: "string" },
});
const posts = ({ scope, method }: Route): boolean => scope !== null && method === "POST";
const changes = ({ method }: Route): boolean => ["PUT", "PATCH", "DELETE"].includes(method);
const headers = (route: Route): readonly Json[] => [
  ...(posts(route) ? [header("Idempotency-Key", true, words.idempotencyKey)] : []),
  ...(changes(route) ? [header("If-Match", route.method !== "PUT", words.ifMatch)] : []),
  ...(route.method === "PUT" ? [header("If-None-Match", false, words.ifNoneMatch)] : []),
  ...("304" in route.answers ? [header("If-None-Match", false, "ETag that the client already holds.")] : []),
];

const answers = (name: string, route: Route): Json =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      {
        description: words.answers[status],
        ...headersOf(route, status),
        ...(schema
          ? { content: { [route.media ?? "application/json"]: reference(`${name}${status}`) } }
          : {}),
      },
    ]),
  );

/** Changes of single items answer with the version that they made. */
const tagged: ReadonlySet<string> = new Set(["PUT 200", "PUT 201", "PATCH 200"]);

function headersOf({ answers: all, method, query }: Route, status: string): Json {
  const names = [
    ...("304" in all || tagged.has(`${method} ${status}`) ? ["ETag" as const] : []),
    ...(status === "200" && query && ("cursor" in query._zod.def.shape || "_cursor" in query._zod.def.shape)
      ? ["Link" as const]
      : []),
  ];
  return names.length === 0 ? {} : { headers: said(names) };
}

const said = (names: readonly (keyof typeof words.headers)[]): Json =>
  Object.fromEntries(
    names.map((name) => [name, { description: words.headers[name], schema: { type: "string" } }]),
  );

/** The statuses that a client of this row has to expect. */
function refusalsOf(route: Route): readonly words.Refusal[] {
  if (route.scope === null) return [429];
  const missing = route.params || route.action === "invitation.accept" ? ([404] as const) : [];
  const writing = posts(route) ? ([409, 413, 415, 422] as const) : [];
  const changing = changes(route) ? ([409, 412, 413, 415, 428] as const) : [];
  return [400, 401, 403, ...missing, ...writing, ...changing, 429, 503];
}

const refusal = (status: words.Refusal, route: Route): Json => ({
  description: words.refusals[status],
  ...(status === 429 || status === 503 ? { headers: said(["Retry-After"]) } : {}),
  content: problemOf(route),
});
