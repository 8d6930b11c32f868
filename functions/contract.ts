import { type $ZodType, registry, toJSONSchema } from "zod/v4/core";
import { operation, tagOf } from "./contract-operation.ts";
import * as words from "./contract-words.ts";
import { problems } from "./kernel/problems.ts";
import type { Route } from "./kernel/route.ts";
import { operations } from "./routes.ts";

type Json = Readonly<Record<string, unknown>>;

/** The public contract, OpenAPI 3.1, made of the rows and the access table. */
export function contract(): Json {
  const entries = Object.entries(operations);
  return {
    openapi: "3.1.1",
    info: {
      title: "Kith",
      version: "0.1.0",
      summary: "The online community that a health system runs for its own patients.",
      description: words.about,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // Relative to where the contract is read: without an own domain everything stands under the stage.
    servers: [{ url: "..", description: "This tenant" }],
    tags: tagsOf(entries),
    paths: Object.fromEntries(pathsOf(entries)),
    components: {
      schemas: {
        ...bodySchemas(entries),
        ...answerSchemas(entries),
        Problem: problemSchema,
        OperationOutcome: outcomeSchema,
      },
      securitySchemes: {
        signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: words.signIn },
      },
    },
  };
}

type Entries = readonly (readonly [string, Route])[];

const tagsOf = (entries: Entries): readonly Json[] =>
  [...new Set(entries.map(([, { action }]) => tagOf(action)))].map((name) => ({
    name,
    description: words.tags[name],
  }));

function pathsOf(entries: Entries): readonly (readonly [string, Json])[] {
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

/** Bodies as a client writes them; answers as it reads them. */
const bodySchemas = (entries: Entries): Json =>
  named(
    entries.flatMap(([name, { body }]) => (body ? [[`${name}Body`, body] as const] : [])),
    "input",
  );

const answerSchemas = (entries: Entries): Json =>
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
      enum: Object.keys(problems).map((code) => `urn:kith:problem:${code}`),
    },
    title: { type: "string", description: "What happened, in a few words to show." },
    status: { type: "integer" },
    detail: { type: "string", description: "What happened and what to do, in plain words." },
    requestId: { type: "string", description: "To quote when asking for help." },
    errors: {
      type: "array",
      description: "What is wrong in the request.",
      items: {
        type: "object",
        required: ["pointer", "code"],
        properties: {
          pointer: { type: "string", description: "Where: a JSON Pointer, never a value." },
          code: { type: "string", description: "What is wrong there." },
        },
      },
    },
  },
};

const outcomeSchema: Json = {
  type: "object",
  description: "OperationOutcome of FHIR R4: the same refusal, for clients of FHIR.",
  required: ["resourceType", "id", "issue"],
  properties: {
    resourceType: { type: "string", const: "OperationOutcome" },
    id: { type: "string", description: "Id of the request, to quote when asking for help." },
    issue: {
      type: "array",
      minItems: 1,
      description: "What happened and what to do, in plain words; then what is wrong in the request.",
      items: {
        type: "object",
        required: ["severity", "code", "details", "diagnostics"],
        properties: {
          severity: { type: "string", const: "error" },
          code: { type: "string", description: "A code of http://hl7.org/fhir/issue-type." },
          details: {
            type: "object",
            required: ["coding"],
            properties: {
              coding: {
                type: "array",
                items: {
                  type: "object",
                  required: ["system", "code"],
                  properties: {
                    system: { type: "string", const: "urn:kith:problem" },
                    code: { type: "string", enum: Object.keys(problems) },
                  },
                },
              },
            },
          },
          diagnostics: { type: "string" },
          expression: {
            type: "array",
            items: { type: "string" },
            description: "The parameter that is wrong.",
          },
        },
      },
    },
  },
};
