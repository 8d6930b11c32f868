import { type $ZodObject, type $ZodType, registry, toJSONSchema } from "zod/v4/core";
import { problems } from "./kernel/problems.ts";
import type { Route } from "./kernel/route.ts";
import { operations } from "./routes.ts";

type Json = Readonly<Record<string, unknown>>;

/** The public contract, OpenAPI 3.1, made of the rows alone. */
export function contract(): Json {
  const entries = Object.entries(operations);
  return {
    openapi: "3.1.1",
    info: {
      title: "Kith",
      version: "0.1.0",
      summary: "The online community that a health system runs for its own patients.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // Relative to where the contract is read: without an own domain everything stands under the stage.
    servers: [{ url: "../", description: "This tenant" }],
    paths: Object.fromEntries(pathsOf(entries)),
    components: {
      schemas: { ...bodySchemas(entries), ...answerSchemas(entries), Problem: problemSchema },
      securitySchemes: {
        signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: signInText },
      },
    },
  };
}

const signInText =
  "Access token of one of the tenant's two user pools, got by the authorization code flow with PKCE.";

function pathsOf(entries: readonly (readonly [string, Route])[]): readonly (readonly [string, Json])[] {
  const paths = [...new Set(entries.map(([, { path }]) => path))];
  return paths.map((path) => [
    path,
    Object.fromEntries(
      entries
        .filter(([, route]) => route.path === path)
        .map(([name, route]) => [route.method.toLowerCase(), operation(name, route)]),
    ),
  ]);
}

const operation = (name: string, route: Route): Json => ({
  operationId: name,
  summary: route.summary,
  tags: [route.action.split(".")[0]],
  security: route.scope === null ? [] : [{ signIn: [route.scope] }],
  parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query"), ...headers(route)],
  ...(route.body
    ? { requestBody: { required: true, content: { "application/json": reference(`${name}Body`) } } }
    : {}),
  responses: {
    ...answers(name, route),
    default: {
      description: "A refusal or failure.",
      content: { "application/problem+json": reference("Problem") },
    },
  },
});

const reference = (name: string): Json => ({ schema: { $ref: `#/components/schemas/${name}` } });

function parameters(schema: $ZodObject | undefined, place: "path" | "query"): readonly Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = plain(toJSONSchema(schema, { io: "input" }));
  return Object.entries(properties as Json).map(([name, value]) => ({
    name,
    in: place,
    required: (required as readonly string[]).includes(name),
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
const headers = (route: Route): readonly Json[] => [
  ...(route.scope !== null && route.method === "POST"
    ? [
        header(
          "Idempotency-Key",
          true,
          "A fresh UUID per action; send the same one when you repeat the request.",
        ),
      ]
    : []),
  ...("304" in route.answers ? [header("If-None-Match", false, "ETag that the client already holds.")] : []),
];

const answers = (name: string, { answers: all }: Route): Json =>
  Object.fromEntries(
    Object.entries(all).map(([status, schema]) => [
      status,
      {
        description: descriptions[status] ?? "Done.",
        ...(schema ? { content: { "application/json": reference(`${name}${status}`) } } : {}),
      },
    ]),
  );
const descriptions: Readonly<Record<string, string>> = {
  200: "What was asked for.",
  201: "Made.",
  304: "Nothing has changed.",
};

/** Bodies as a client writes them; answers as it reads them. */
const bodySchemas = (entries: readonly (readonly [string, Route])[]): Json =>
  named(
    entries.flatMap(([name, { body }]) => (body ? [[`${name}Body`, body] as const] : [])),
    "input",
  );

const answerSchemas = (entries: readonly (readonly [string, Route])[]): Json =>
  named(
    entries.flatMap(([name, { answers: all }]) =>
      Object.entries(all).flatMap(([status, schema]) =>
        schema ? [[`${name}${status}`, schema] as const] : [],
      ),
    ),
    "output",
  );

function named(schemas: readonly (readonly [string, $ZodType])[], io: "input" | "output"): Json {
  const names = registry<{ id: string }>();
  for (const [id, schema] of schemas) names.add(schema, { id });
  const made = toJSONSchema(names, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    target: "draft-2020-12",
  });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, plain(schema)]));
}

/** Without the markers of a document of its own. */
function plain(schema: object): Json {
  const { $schema: _schema, $id: _id, ...rest } = schema as Json;
  return rest;
}

const problemSchema: Json = {
  type: "object",
  description: "Problem document (RFC 9457).",
  required: ["type", "title", "status", "detail", "requestId"],
  properties: {
    type: {
      type: "string",
      enum: [...Object.keys(problems), "gateway"].map((code) => `urn:kith:problem:${code}`),
    },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What happened and what to do, in plain words." },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code"],
        properties: { pointer: { type: "string" }, code: { type: "string" } },
      },
    },
  },
};
