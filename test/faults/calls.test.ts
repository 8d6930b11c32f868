import { beforeAll, describe, expect, it } from "vitest";
import { forEach } from "../run/isolation/some-at-once.ts";
import { operationNames, rowOf } from "../samples.ts";
import { evidenceOf } from "./kit/evidence.ts";
import { violations } from "./kit/judge.ts";
import { lane } from "./kit/lane.ts";
import { isScenario, report } from "./kit/report.ts";

let evidence: Awaited<ReturnType<typeof evidenceOf>>;

beforeAll(async () => {
  const begun = performance.now();
  const seen = await forEach(operationNames, (name) => lane(name, operationNames.indexOf(name)));
  evidence = await evidenceOf(seen);
  report("calls of each operation", [...seen.values()].flat(), begun);
});

describe("Whatever becomes of the calls that it makes", () => {
  it.each(operationNames)("%s keeps what it has acknowledged, and leaves nothing half done", (name) => {
    const of = evidence.get(name);
    expect(of && violations(of)).toEqual([]);
  });
});

describe("The cases", () => {
  const cases = () => [...evidence.values()].flatMap(({ seen }) => seen).filter(isScenario);

  it("are many, of every operation that leaves events", () => {
    expect(cases().length).toBeGreaterThan(500);
    const met = new Set(cases().map(({ operation }) => operation));
    expect(operationNames.filter((name) => rowOf(name).scope !== null && !met.has(name))).toEqual([]);
  });

  it.each(["sealed", "unavailable", "done"])(
    "ended often enough before the time limit to see that one is %s",
    (expected) => {
      const seen = cases().filter(({ planned }) => planned.expects === expected);
      expect(seen.some(({ attempts: [first] }) => first?.ofFunction)).toBe(true);
    },
  );
});
