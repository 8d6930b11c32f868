import { describe, expect, it } from "vitest";
import { Problem } from "../../functions/kernel/problems.ts";

describe("a problem", () => {
  it("is an error that carries its code and nothing else unless it is given", () => {
    const problem = new Problem("not-found");
    expect(problem).toBeInstanceOf(Error);
    expect(problem).toMatchObject({ name: "Problem", message: "not-found", code: "not-found", faults: [] });
    expect([problem.retryAfter, problem.cause, problem.alarm]).toEqual([undefined, undefined, undefined]);
    expect(problem.writes).toEqual([]);
  });
  it("carries where a request is wrong, when to come back, and its cause", () => {
    const cause = new Error("refused");
    const faults = [{ pointer: "#/query/to", code: "range-of-1-to-31-days" }];
    const problem = new Problem("unavailable", { faults, retryAfter: 5, cause });
    expect(problem).toMatchObject({ faults, retryAfter: 5, cause });
  });
  it("carries what becomes true with it, and what it alarms of", () => {
    const key = { pk: "RATE#1", sk: "HOUR#1" };
    const writes = [{ kind: "count", table: "community", key, add: { n: 1 }, set: {} }] as const;
    const problem = new Problem("too-many-requests", { writes, alarm: "guessed-codes" });
    expect(problem).toMatchObject({ writes, alarm: "guessed-codes" });
  });
});
