import { beforeAll, describe, expect, it } from "vitest";
import { rowOf } from "../../samples.ts";
import { cells, meetStranger, requestOf, tokenFor } from "./cells.ts";
import { type Cell, type Expected, expectation, type Party } from "./expectation.ts";
import { type Answered, forEach, send, told } from "./sending.ts";
import { type Traces, traces } from "./traces.ts";

let answers: ReadonlyMap<Cell, Answered>;
let left: Traces;

beforeAll(async () => {
  await meetStranger();
  const tokens = await forEach([...new Set(cells.map(({ party }) => party))], tokenFor);
  const sweep = await traces();
  answers = await forEach(cells, (cell) => send(requestOf(cell), tokens.get(cell.party)));
  left = await sweep();
});

function answerTo(cell: Cell): Answered {
  const answer = answers.get(cell);
  if (!answer) throw new Error("This cell was not asked.");
  return answer;
}

const inWords = (expected: Expected): string => {
  if (expected.by === "public") return `${expected.status}, one access-log line and no event`;
  if (expected.by === "gateway")
    return `${expected.status} ${expected.refusal} by the gateway, one access-log line, no function and no event`;
  return `${expected.status}, one event (${expected.outcome})`;
};

const rows = cells.map((cell) => {
  const expected = expectation(cell);
  const { operation, party, place } = cell;
  return { cell, expected, title: `${operation} | ${party} | ${place}: ${inWords(expected)}` };
});

describe("every route, asked by everybody, everywhere", () => {
  it.each(rows)("$title", ({ cell, expected }) => {
    const { requestId, status } = answerTo(cell);
    expect(status).toBe(expected.status);
    const [line, ...more] = left.accessLines(requestId);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ resourcePath: rowOf(cell.operation).path, status: String(status) });
    expect(line?.sourceIp).toMatch(/^[\d.:a-f]+$/);
    expect(line?.errorResponseType).toBe(expected.by === "gateway" ? expected.refusal : "-");
    expect(line?.integrationStatus).toBe(expected.by === "gateway" ? "-" : "200");
    expect(left.functionRan(requestId)).toBe(expected.by === "function");
    expectEvents(cell, expected, left.events(requestId));
  });
});

function expectEvents(cell: Cell, expected: Expected, events: ReturnType<Traces["events"]>): void {
  expect(events).toHaveLength(expected.by === "function" ? 1 : 0);
  if (expected.by !== "function") return;
  const role = cell.party === "stranger" ? null : cell.party;
  expect(events[0]).toMatchObject({ outcome: expected.outcome, action: rowOf(cell.operation).action, role });
  expect(events[0]?.actor === null).toBe(cell.party === "stranger");
  if (expected.outcome === "denied") expect(events[0]?.subjects).toEqual([]);
}

describe("what someone may not know of looks like what does not exist", () => {
  const hidden = rows.filter(
    ({ cell, expected }) => expected.by === "function" && expected.status === 404 && cell.place !== "foreign",
  );
  const absent = (operation: string, party: Party) =>
    cells.find((cell) => cell.operation === operation && cell.party === party && cell.place === "foreign");

  it.each(hidden.filter(({ cell }) => absent(cell.operation, cell.party)))("$title", ({ cell }) => {
    const other = absent(cell.operation, cell.party);
    expect(told(answerTo(cell))).toEqual(other && told(answerTo(other)));
  });
});
