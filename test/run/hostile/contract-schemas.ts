import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";
import { parsedJson } from "../kit/problem.ts";
import type { Answered } from "../kit/send.ts";

const content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(["path", "query", "header"]),
      required: z.boolean(),
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
  requestBody: z.optional(z.object({ content })),
  responses: z.record(z.string(), z.object({ content: z.optional(content) })),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

/** The published contract as it is committed, not as it is made. */
export const contract = document.parse(
  JSON.parse(readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8")),
);
export type ContractOperation = z.output<typeof operation> & {
  readonly method: string;
  readonly path: string;
};

/** Every operation of the contract, by its id. */
export const contractOperations: ReadonlyMap<string, ContractOperation> = new Map(
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => [
      each.operationId,
      { ...each, method: method.toUpperCase(), path },
    ]),
  ),
);

const ajv = new Ajv2020({ strict: true, allErrors: true });
ajv.addKeyword("components");
ajv.addSchema({ $id: "contract", components: contract.components });
const validators = new Map<string, ValidateFunction>();

/** The validator of a schema that the contract refers to. */
function validator({ $ref }: Readonly<Record<string, unknown>>): ValidateFunction {
  const reference = `contract${String($ref)}`;
  const known = validators.get(reference) ?? ajv.compile({ $ref: reference });
  validators.set(reference, known);
  return known;
}

/** A schema with its reference followed. */
export const schemaBehind = ({ $ref, ...own }: Readonly<Record<string, unknown>>) =>
  $ref === undefined ? own : contract.components.schemas[String($ref).split("/").at(-1) ?? ""];

/** Where an answer departs from what the contract says of its operation and status; empty when it does not. */
export function faultsOfAnswer(name: string, { status, headers, body }: Answered): readonly string[] {
  const responses = contractOperations.get(name)?.responses ?? {};
  const said = responses[status] ?? (status >= 400 ? responses.default : undefined);
  if (!said) return [`the contract knows no ${status}`];
  const types = Object.keys(said.content ?? {});
  if (types.length === 0) return body === "" ? [] : ["a body where the contract has none"];
  const media = said.content?.[String(headers["content-type"]).split(";")[0] ?? ""];
  if (!media) return [`not sent as ${types.join(" or ")}`];
  const validate = validator(media.schema);
  validate(parsedJson(body));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath}: ${keyword}`);
}
