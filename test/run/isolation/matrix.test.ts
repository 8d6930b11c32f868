import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, ask } from "../kit/ask.ts";
import { askedWith } from "../kit/requests.ts";
import { cells, requestOf, tokenFor } from "./cells.ts";
import { type Cell, expectation, inWords, mayDo, type Party } from "./expectation.ts";
import { expectTrace, told } from "./proof.ts";
import { forEach } from "./some-at-once.ts";
import { type Traces, traces } from "./traces.ts";

let answers: ReadonlyMap<Cell, Answer>;
let left: Traces;

beforeAll(async () => {
  const tokens = await forEach([...new Set(cells.map(({ party }) => party))], tokenFor);
  const sweep = await traces();
  answers = await forEach(cells, (cell) => ask(askedWith(tokens.get(cell.party), requestOf(cell))));
  left = await sweep();
});

function answerTo(cell: Cell): Answer {
  const answer = answers.get(cell);
  if (!answer) throw new Error("This cell was not asked.");
  return answer;
}

const rows = cells.map((cell) => {
  const expected = expectation(cell);
  const { operation, party, place } = cell;
  return { cell, expected, title: `${operation}, ${party}, ${place}: ${inWords(expected)}` };
});

describe("every route, asked by everybody, everywhere", () => {
  it.each(rows)("$title", ({ cell, expected }) => {
    const { requestId } = answerTo(cell);
    expectTrace(cell.operation, answerTo(cell), expected, left);
    const stranger = cell.party === "stranger";
    for (const { role, actor } of left.events(requestId)) {
      expect(role).toBe(stranger ? null : cell.party);
      expect(actor === null).toBe(stranger);
    }
  });
});

describe("what someone may not know of looks like what does not exist", () => {
  const hidden = rows.filter(
    ({ cell, expected }) =>
      expected.by === "function" && expected.status === 404 && cell.place !== "foreign" && !mayDo(cell),
  );
  const absent = (operation: string, party: Party) =>
    cells.find((cell) => cell.operation === operation && cell.party === party && cell.place === "foreign");

  it.each(hidden.filter(({ cell }) => absent(cell.operation, cell.party)))("$title", ({ cell }) => {
    const other = absent(cell.operation, cell.party);
    expect(told(answerTo(cell))).toEqual(other && told(answerTo(other)));
  });
});
