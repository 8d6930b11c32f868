import { describe, expect, it } from "vitest";
import { running } from "./running.ts";

const { target, faults, send } = running();

describe("the answer", () => {
  const answer = (value: unknown) => target.answers({ payload: JSON.stringify(value) });

  it("carries status, headers and body of the function", async () => {
    answer({
      statusCode: 201,
      headers: { ETag: '"1"', "X-Number": 3 },
      multiValueHeaders: { Link: ["<a>", "<b>"] },
      body: "ñ",
    });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body]).toEqual([201, "ñ"]);
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      etag: '"1"',
      "x-number": "3",
      link: "<a>, <b>",
    });
    expect(seen.lines).toMatchObject([{ length: "2" }]);
  });

  it("carries the identifiers of API Gateway", async () => {
    const { headers } = await send("/v1/health");
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-amz-apigw-id")).toMatch(/=$/);
  });

  it("is JSON where the function names no type", async () => {
    expect((await send("/v1/health")).headers.get("content-type")).toBe("application/json");
  });

  it.each(["WWW-Authenticate", "Date", "Server", "Content-Length"])(
    "carries a function's %s under another name",
    async (name) => {
      answer({ statusCode: 200, headers: { [name]: "7" }, body: "longer" });
      const seen = await send("/v1/health");
      expect(seen.headers.get(`x-amzn-remapped-${name}`)).toBe("7");
      expect(seen.headers.get(name)).not.toBe("7");
      expect(seen.body).toBe("longer");
    },
  );

  it("carries no Transfer-Encoding of a function", async () => {
    answer({ statusCode: 200, headers: { "Transfer-Encoding": "chunked" }, body: "x" });
    const { headers, body } = await send("/v1/health");
    expect([headers.get("transfer-encoding"), headers.get("content-length"), body]).toEqual([null, "1", "x"]);
  });

  it("carries a body in base64 as it is: the API has no binary types", async () => {
    answer({ statusCode: 200, body: "AQID", isBase64Encoded: true });
    expect((await send("/v1/health")).body).toBe("AQID");
  });

  it("has no body at 204", async () => {
    answer({ statusCode: 204 });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body, seen.headers.get("content-length")]).toEqual([204, "", null]);
  });

  it.each([
    ["no JSON", "not json"],
    ["JSON null", "null"],
    ["no status", '{"body":"x"}'],
    ["a body that is no text", '{"statusCode":200,"body":{}}'],
    ["a field that proxy integrations do not have", '{"statusCode":200,"cookies":[]}'],
    ["a header that is no text", '{"statusCode":200,"headers":{"x":{}}}'],
    ["a header with a line break", '{"statusCode":200,"headers":{"x":"a\\r\\nb"}}'],
    ["a status that HTTP does not have", '{"statusCode":20}'],
    ["more than 6 MB", JSON.stringify({ statusCode: 200, body: "x".repeat(6 * 1024 * 1024) })],
  ])("is 502 when the function answers %s", async (_, payload) => {
    target.answers({ payload });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body]).toEqual([502, '{"message":"Internal server error"}']);
    expect(seen.lines).toMatchObject([{ status: "502", resourcePath: "/v1/health" }]);
  });

  it.each(["Unhandled", "Timeout", "Crash", "TooLarge"] as const)(
    "is 502 when the function ends as %s",
    async (failure) => {
      target.answers({ payload: '{"statusCode":200}', failure });
      expect((await send("/v1/health")).status).toBe(502);
    },
  );

  it("is 504 when the function takes longer than the integration allows", async () => {
    target.answers(new Promise(() => undefined));
    const seen = await send("/v1/slow");
    expect([seen.status, seen.body]).toEqual([504, '{"message":"Endpoint request timed out"}']);
    expect(seen.lines).toMatchObject([{ responseType: "INTEGRATION_TIMEOUT" }]);
  });

  it("is 500 when the machinery breaks, and says so to whom it was started by", async () => {
    const failing = Promise.reject(new Error("broken"));
    failing.catch(() => undefined);
    target.answers(failing);
    expect((await send("/v1/health")).status).toBe(500);
    expect(faults).toMatchObject([{ message: "broken" }]);
  });

  it("to OPTIONS comes from the mock integration", async () => {
    const seen = await send("/v1/health", { method: "OPTIONS" });
    expect(seen.status).toBe(204);
    expect(seen.headers.get("access-control-allow-origin")).toBe("https://app.example.org");
    expect(target.events).toEqual([]);
  });

  it("to a refused request is the API's own gateway response", async () => {
    const seen = await send("/v1/programs/1");
    const id = seen.headers.get("x-amzn-requestid");
    expect(seen.headers.get("content-type")).toBe("application/problem+json");
    expect(seen.headers.get("x-request")).toBe(id);
    expect(JSON.parse(seen.body)).toEqual({ status: 401, requestId: id });
  });
});
