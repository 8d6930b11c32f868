import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type OperationName, operationNames, rowOf, samples } from "../../samples.ts";
import { servingFunctions } from "../kit/functions.ts";
import { asProblem } from "../kit/problem.ts";
import { tokenOf } from "../tenant.ts";
import { cells, tokenFor } from "./cells.ts";
import { expectation, type Party } from "./expectation.ts";
import { forgeries, garbage } from "./forgeries.ts";
import { claimsIn, forgedEvent, type Invoked, invoke } from "./invoking.ts";
import { expectOutcome } from "./proof.ts";
import { type Traces, traces } from "./traces.ts";

/** Functions that serve signed-in people. */
const functions = servingFunctions.filter(({ served }) =>
  served.some((operation) => rowOf(operation).scope !== null),
);

/** An answer whose refusal is compared whatever its form. */
const asSaid = (answer: Invoked | undefined) =>
  answer && { ...answer, body: asProblem(answer.body, answer.status) };

/** Exactly what a refusal may say. */
const refusal = (status: number, requestId: string) => ({
  status,
  body: {
    type: expect.stringMatching(/^urn:kith:problem:[a-z-]+$/),
    title: expect.any(String),
    detail: expect.any(String),
    status,
    requestId,
  },
});

describe.each(functions)("the $name function, invoked around the gateway", ({ name, served }) => {
  const asked = served.flatMap((operation) =>
    Object.entries(forgeries).map(([forgery, make]) => ({
      operation,
      forgery,
      make,
      requestId: randomUUID(),
    })),
  );
  const elsewhere = operationNames
    .filter((operation) => !served.includes(operation))
    // In a program of which the function was not told anything, there is nothing.
    .map((operation) => ({
      operation,
      status: rowOf(operation).path.includes("{programId}") ? 404 : 403,
      requestId: randomUUID(),
    }));
  let left: Traces;
  const answers = new Map<string, Invoked>();
  const thrown = new Map<string, unknown>();

  beforeAll(async () => {
    const sweep = await traces();
    for (const { operation, make, requestId } of asked)
      answers.set(requestId, await invoke(name, forgedEvent(operation, { requestId, ...(await make()) })));
    const token = await tokenOf("grace");
    for (const { operation, requestId } of elsewhere)
      answers.set(
        requestId,
        await invoke(name, forgedEvent(operation, { requestId, token, claims: claimsIn(token) })),
      );
    for (const [what, event] of Object.entries(garbage)) thrown.set(what, await invoke(name, event));
    left = await sweep();
  });

  it.each(asked)("refuses $operation with $forgery: 401, one event (denied)", ({ operation, requestId }) => {
    expect(asSaid(answers.get(requestId))).toEqual(refusal(401, requestId));
    expectOutcome(operation, "denied", left.events(requestId));
    expect(left.events(requestId)).toMatchObject([{ actor: null, role: null, ip: null }]);
  });

  it.each(elsewhere)(
    "refuses $operation, which it does not serve: $status, one event (denied)",
    ({ requestId, status }) => {
      expect(answers.get(requestId)).toEqual(refusal(status, requestId));
      expect(left.events(requestId)).toMatchObject([{ outcome: "denied", action: "unknown", subjects: [] }]);
    },
  );

  it.each(Object.keys(garbage))("refuses %s", (what) => {
    expect(thrown.get(what)).toEqual(refusal(401, "direct"));
  });

  it("leaves one event (denied) for each piece of garbage", () => {
    const events = left.events("direct").map(({ action, outcome, actor }) => ({ action, outcome, actor }));
    const one = { action: "unknown", outcome: "denied", actor: null };
    expect(events).toEqual(Object.keys(garbage).map(() => one));
  });
});

/** Somebody who gets what the sample asks for. */
function whoMay(operation: OperationName): Party {
  const found = cells.find(
    (cell) =>
      cell.operation === operation &&
      cell.place === "own" &&
      expectation(cell).status === samples[operation].status,
  );
  if (!found) throw new Error("Nobody may do this.");
  return found.party;
}

describe("an event made by hand that says nothing false", () => {
  it.each(functions)(
    "is answered by the $name function, so it is the falsehood that is refused",
    async ({ name, served }) => {
      for (const operation of served) {
        const token = await tokenFor(whoMay(operation));
        const event = forgedEvent(operation, { requestId: randomUUID(), token, claims: claimsIn(token) });
        expect(await invoke(name, event)).toMatchObject({ status: samples[operation].status });
      }
    },
  );
});

it("the function that knows nobody answers nothing but what anyone may ask", async () => {
  for (const event of Object.values(garbage))
    expect(await invoke("Public", event)).toEqual(refusal(404, "direct"));
  const token = await tokenOf("grace");
  const forged = forgedEvent("readSelf", { requestId: randomUUID(), token, claims: claimsIn(token) });
  expect(await invoke("Public", forged)).toMatchObject({ status: 404 });
});
