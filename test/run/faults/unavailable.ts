import { expect } from "vitest";
import type { Answer } from "../kit/ask.ts";
import { asProblem, refusalTypes } from "../kit/problem.ts";

/** The answer of a tenant that cannot do its work now: when to come again, and not a word of anybody's. */
export function expectUnavailable({ status, headers, body, requestId }: Answer): void {
  expect(status).toBe(503);
  expect(refusalTypes).toContain(headers.get("content-type"));
  expect(headers.get("cache-control")).toBe("no-store");
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect(asProblem(body, status)).toEqual({
    type: expect.stringMatching(/^urn:kith:problem:(?:unavailable|sealed)$/),
    title: expect.any(String),
    detail: expect.any(String),
    status: 503,
    requestId,
  });
}
