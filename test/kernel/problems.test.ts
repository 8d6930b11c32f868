import { describe, expect, it } from "vitest";
import { Problem } from "../../functions/kernel/problems.ts";

describe("a problem", () => {
  it("is an error that carries its code and nothing else unless it is given", () => {
    const problem = new Problem("not-found");
    expect(problem).toBeInstanceOf(Error);
    expect(problem).toMatchObject({ name: "Problem", message: "not-found", code: "not-found", faults: [] });
    expect([problem.retryAfter, problem.cause]).toEqual([undefined, undefined]);
  });
  it("carries where a request is wrong, when to come back, and its cause", () => {
    const cause = new Error("refused");
    const faults = [{ pointer: "#/query/to", code: "range-of-1-to-31-days" }];
    const problem = new Problem("unavailable", { faults, retryAfter: 5, cause });
    expect(problem).toMatchObject({ faults, retryAfter: 5, cause });
  });
});
