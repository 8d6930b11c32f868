import { expect } from "vitest";
import { type OperationName, rowOf } from "../../samples.ts";
import type { Answer } from "../kit/ask.ts";
import { asProblem } from "../kit/problem.ts";
import type { Expected } from "./expectation.ts";
import type { Traces } from "./traces.ts";

/** Refusals of the gateway's authorizer, of which the line says why. */
const ofAuthorizer: ReadonlySet<string> = new Set(["UNAUTHORIZED", "ACCESS_DENIED"]);
const saidWhy: unknown = expect.stringMatching(/^[A-Z][a-z ]+$/);

/** One request's answer, its one access-log line, whether a function heard of it, and its one event or none. */
export function expectTrace(
  operation: OperationName,
  { requestId, status }: Answer,
  expected: Expected,
  left: Traces,
): void {
  expect(status).toBe(expected.status);
  const refused = expected.by === "gateway";
  const [line, ...more] = left.accessLines(requestId);
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    resourcePath: rowOf(operation).path,
    sourceIp: expect.stringMatching(/^[\d.:a-f]+$/),
    status: String(status),
    errorResponseType: refused ? expected.refusal : "-",
    integrationStatus: refused ? "-" : "200",
    authorizerError: refused && ofAuthorizer.has(expected.refusal) ? saidWhy : "-",
  });
  expect(left.functionRan(requestId)).toBe(expected.by === "function");
  const events = left.events(requestId);
  expect(events).toHaveLength(expected.by === "function" ? 1 : 0);
  if (expected.by === "function") expectOutcome(operation, expected.outcome, events);
  for (const { ip } of events) expect(ip).toBe(line?.sourceIp);
}

/** What an event says of a request; a refusal discloses nobody. */
export function expectOutcome(
  operation: OperationName,
  outcome: "ok" | "denied",
  events: ReturnType<Traces["events"]>,
): void {
  expect(events).toMatchObject([{ outcome, action: rowOf(operation).action }]);
  if (outcome === "denied") expect(events[0]?.subjects).toEqual([]);
}

/** What two refusals must have in common to be one to the person who reads them. The order of headers is not a promise. */
export const told = ({ status, headers, body }: Answer): unknown => ({
  status,
  headers: [...headers.keys()].toSorted(),
  body: { ...Object(asProblem(body, status)), requestId: "" },
});
