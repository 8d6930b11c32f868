import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs.ts";
import { type OperationName, operationNames, sampleRequest } from "../../samples.ts";
import { faultsOfProblem } from "../kit/problem.ts";
import { type Asker, askerOf } from "../kit/requests.ts";
import { type Schema, valuesOf } from "../kit/schema-values.ts";
import { type Sent, send, withHeader } from "../kit/send.ts";
import {
  type ContractOperation,
  contractOperations,
  faultsOfAnswer,
  schemaBehind,
} from "./contract-schemas.ts";

/** Values of the tenant by the name of the field that takes them. */
type Known = Readonly<Record<string, unknown>>;

/** What the asker knows: the values of the operation's sample. */
function knownTo(name: OperationName, { setting }: Asker): Known {
  const { params, query, body, headers } = sampleRequest(name, setting);
  return { ...params, ...query, ...body, ...headers };
}

/** Values of the contract's parameters of one place; now and then those that the asker knows, so that it is not always 404. */
function parametersOf(operation: ContractOperation, place: "path" | "query", known: Known) {
  const all = operation.parameters.filter((parameter) => parameter.in === place);
  const values = all.map(
    ({ name, schema }) => [name, likely(valuesOf(schema as Schema), known[name])] as const,
  );
  const requiredKeys = all.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(Object.fromEntries(values), { requiredKeys });
}

const likely = (values: fc.Arbitrary<unknown>, known: unknown): fc.Arbitrary<unknown> =>
  known === undefined
    ? values
    : fc.oneof({ weight: 9, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: values });

function bodiesOf({ requestBody }: ContractOperation, known: Known): fc.Arbitrary<unknown> {
  const schema = requestBody?.content["application/json"]?.schema;
  if (!schema) return fc.constant(undefined);
  const { properties = {}, required = [] } = schemaBehind(schema) as Schema;
  const values = Object.entries(properties).map(
    ([name, inner]) => [name, likely(valuesOf(inner), known[name])] as const,
  );
  return fc.record(Object.fromEntries(values), { requiredKeys: [...required] });
}

/** The parts of a request as the contract divides it. */
interface Parts {
  readonly path: Known;
  readonly query: Known;
  readonly body: unknown;
  readonly language: string;
  /** Preconditions, by header. */
  readonly conditions: Known;
}

/** A request as anybody could make it who has the contract. The token is not part of it: a counterexample is printed. */
const requestsOf = (operation: ContractOperation, known: Known): fc.Arbitrary<Sent> =>
  fc
    .record({
      path: parametersOf(operation, "path", known),
      query: parametersOf(operation, "query", known),
      body: bodiesOf(operation, known),
      language: fc.constantFrom("en", "es", "de, es;q=0.5", "*"),
      conditions: fc.constantFrom({}, conditionsIn(operation, known)),
    })
    .map((parts) => written(operation, parts));

/** The one request that says exactly what the asker knows, in the places that the contract gives it. */
function knownRequest(operation: ContractOperation, known: Known): Sent {
  const named = (names: readonly string[]): Known =>
    Object.fromEntries(names.flatMap((name) => (name in known ? [[name, known[name]]] : [])));
  const of = (place: string): Known =>
    named(operation.parameters.filter((parameter) => parameter.in === place).map(({ name }) => name));
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const body = schema && named(Object.keys((schemaBehind(schema) as Schema).properties ?? {}));
  const conditions = conditionsIn(operation, known);
  return written(operation, { path: of("path"), query: of("query"), body, language: "en", conditions });
}

/** The preconditions that the contract has, as far as the asker knows them. */
const conditionsIn = ({ parameters }: ContractOperation, known: Known): Known =>
  Object.fromEntries(
    parameters.flatMap(({ name, in: place }) =>
      place === "header" && name in known ? [[name, known[name]]] : [],
    ),
  );

function written({ method, path: template }: ContractOperation, parts: Parts): Sent {
  const { path, query, body, language, conditions } = parts;
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return {
    method,
    path: search.size === 0 ? filled : `${filled}?${search}`,
    headers: [
      ["Accept-Language", language],
      ...Object.entries(conditions).map(([name, value]) => [name, String(value)] as const),
      ...(method === "POST" ? [["Idempotency-Key", randomUUID()] as const] : []),
      ...(body === undefined ? [] : [["Content-Type", "application/json"] as const]),
    ],
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

const signed = (sent: Sent, { token }: Asker): Sent =>
  token === undefined ? sent : withHeader(sent, "Authorization", `Bearer ${token}`);

describe("The published contract", () => {
  it("has the operations that are served, and no others", () => {
    expect([...contractOperations.keys()].sort()).toEqual(operationNames.toSorted());
  });

  it.concurrent.each(operationNames)("describes every answer of %s", async (name) => {
    const operation = contractOperations.get(name);
    if (!operation) throw new Error("The contract lacks an operation.");
    const asker = await askerOf(name);
    await fc.assert(
      fc.asyncProperty(requestsOf(operation, knownTo(name, asker)), async (sent) => {
        const answered = await send(signed(sent, asker));
        expect(answered.status).toBeLessThan(500);
        expect(faultsOfAnswer(name, answered)).toEqual([]);
        if (answered.status >= 400) expect(faultsOfProblem(answered)).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });

  it.each(operationNames)("gives a client what it needs to be served by %s", async (name) => {
    const operation = contractOperations.get(name);
    if (!operation) throw new Error("The contract lacks an operation.");
    const asker = await askerOf(name);
    const known = knownTo(name, asker);
    const answered = await send(signed(knownRequest(operation, known), asker));
    expect(answered.status).toBeLessThan(300);
    expect(faultsOfAnswer(name, answered)).toEqual([]);
  });
});
