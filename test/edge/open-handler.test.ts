import { describe, expect, it } from "vitest";
import { createOpenHandler, prepared } from "../../functions/edge/open-handler.ts";
import type { LogLine } from "../../functions/kernel/platform.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import type { Routes } from "../../functions/kernel/route.ts";
import { problemIn, proxyEvent } from "./kit/requests.ts";

const row = (path: `/v1/${string}`) =>
  ({
    method: "GET",
    path,
    summary: "",
    scope: null,
    action: "service.health",
    grants: {},
    answers: {},
  }) as const;
const rows = {
  known: row("/v1/known"),
  asked: row("/v1/asked"),
  refused: row("/v1/refused"),
  broken: row("/v1/broken"),
} satisfies Routes;

const lines: LogLine[] = [];
const handler = createOpenHandler(
  rows,
  {
    known: prepared({ status: "up" }),
    asked: async ({ base, params }, language) => ({
      text: JSON.stringify({ base, params, language }),
      headers: { Link: "<x>", "Content-Type": "application/other" },
    }),
    refused: () => {
      throw new Problem("unavailable");
    },
    broken: async () => {
      throw new TypeError("a caller's words");
    },
  },
  { origin: "https://app.example.org", log: (line) => void lines.push(line) },
);
const get = (resource: string, context: object = {}, headers = {}) => {
  const event = proxyEvent({ method: "GET", resource, headers, params: { programId: "x" } });
  return handler({ ...event, requestContext: { requestId: "request-1", ...context } });
};

describe("the function that knows nobody", () => {
  it("gives what was prepared", async () => {
    expect(await get("/v1/known")).toMatchObject({
      statusCode: 200,
      body: '{"status":"up"}',
      headers: {
        "Content-Type": "application/json",
        "Access-Control-Allow-Origin": "https://app.example.org",
      },
    });
  });
  it("gives what it looks up for the request, with what its headers say of it", async () => {
    const found = await get("/v1/asked", {}, { "Accept-Language": ["es"] });
    expect(JSON.parse(found.body)).toEqual({ params: { programId: "x" }, language: "es" });
    expect(found.headers).toMatchObject({
      Link: "<x>",
      "Content-Type": "application/other",
      "Content-Language": "es",
      "Cache-Control": "no-store",
    });
  });
  it.each([
    ["under the stage of AWS's own name", "abc.execute-api.example", "/live/v1/asked", "/live"],
    ["on a machine for development", "127.0.0.1:8080", "/live/v1/asked", "/live"],
    ["at the root of the tenant's name", "api.example.org", "/v1/asked", ""],
  ])("knows where the API begins: %s", async (_, domainName, path, begins) => {
    const { base } = JSON.parse((await get("/v1/asked", { domainName, path })).body);
    expect(base).toBe(`https://${domainName}${begins}`);
  });
  it.each([
    ["no name", { path: "/v1/asked" }],
    ["a name that is none", { domainName: 'evil"><', path: "/v1/asked" }],
    ["a name with more behind it", { domainName: "api.example.org/x", path: "/v1/asked" }],
    ["no path", { domainName: "api.example.org" }],
    ["the path of something else", { domainName: "api.example.org", path: "/v1/asked/more" }],
  ])("does not guess where it begins from %s", async (_, context) => {
    expect(JSON.parse((await get("/v1/asked", context)).body).base).toBeUndefined();
  });
  it("says in a refusal why, and alarms nobody", async () => {
    expect(problemIn(await get("/v1/refused"))).toEqual([503, "unavailable"]);
    expect(lines).toEqual([]);
  });
  it("says of a failure nothing but that it failed, and alarms", async () => {
    const failed = await get("/v1/broken");
    expect(problemIn(failed)).toEqual([500, "internal"]);
    expect(lines.splice(0)).toEqual([
      expect.objectContaining({
        level: "alarm",
        event: "failure",
        operation: "GET /v1/broken",
        error: "TypeError",
      }),
    ]);
    expect(failed.body).not.toContain("words");
  });
  it.each([undefined, proxyEvent({ method: "POST", resource: "/v1/known" })])(
    "finds nothing else",
    async (event) => {
      expect(problemIn(await handler(event))).toEqual([404, "not-found"]);
    },
  );
});
