import { beforeAll, describe, expect, it } from "vitest";
import { scopes } from "../../../functions/kernel/route.ts";
import { type OperationName, operationNames, rowOf, samples } from "../../samples.ts";
import { type Answer, ask } from "../kit/ask.ts";
import { askedWith } from "../kit/requests.ts";
import { requestOf } from "./cells.ts";
import { type Defect, defects, minted } from "./defects.ts";
import { type Expected, inWords } from "./expectation.ts";
import { expectTrace } from "./proof.ts";
import { forEach } from "./some-at-once.ts";
import { type Traces, traces } from "./traces.ts";

function isDefect(operation: OperationName, { otherPool }: Defect): boolean {
  const { scope } = rowOf(operation);
  return scope === null || !otherPool || !scopes[scope].some((pool) => pool === "members");
}

/** A public route asks for no token, so it minds none. */
const expectation = (operation: OperationName, { expected }: Defect): Expected =>
  rowOf(operation).scope === null ? { by: "public", status: samples[operation].status } : expected;

const rows = Object.entries(defects).flatMap(([name, defect]) =>
  operationNames
    .filter((operation) => isDefect(operation, defect))
    .map((operation) => {
      const expected = expectation(operation, defect);
      return { name, operation, expected, title: `${operation}: ${inWords(expected)}` };
    }),
);
type Row = (typeof rows)[number];

let answers: ReadonlyMap<Row, Answer>;
let left: Traces;

beforeAll(async () => {
  const tokens = await forEach(Object.keys(defects), async (name) => defects[name]?.token());
  const sweep = await traces();
  answers = await forEach(rows, ({ name, operation }) =>
    ask(askedWith(tokens.get(name), requestOf({ operation, place: "own" }))),
  );
  left = await sweep();
});

const nobody = { actor: null, role: null };
const somebody = { actor: expect.any(String), role: expect.any(String) };

describe.each(Object.entries(defects))("%s", (defect, { known }) => {
  it.each(rows.filter(({ name }) => name === defect))("$title", (row) => {
    const answer = answers.get(row);
    if (!answer) throw new Error("This was not asked.");
    expectTrace(row.operation, answer, row.expected, left);
    for (const event of left.events(answer.requestId)) expect(event).toMatchObject(known ? somebody : nobody);
  });
});

it("lets in the token from which the defective ones are made", async () => {
  const answer = await ask(askedWith(await minted({}), requestOf({ operation: "readSelf", place: "own" })));
  expect(answer.status).toBe(200);
});
