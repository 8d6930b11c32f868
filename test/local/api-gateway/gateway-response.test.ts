import { describe, expect, it } from "vitest";
import type { Exchange } from "../../../local/api-gateway/exchange.ts";
import { readGatewayResponses, refusalAnswer } from "../../../local/api-gateway/gateway-response.ts";
import { badIntegration, Refusal } from "../../../local/api-gateway/refusal.ts";
import { received } from "./exchange.ts";

const refused = (refusal: Refusal): Exchange => ({ ...received, refusal });

const defaults = readGatewayResponses([
  ["DEFAULT_4XX", { responseParameters: { "gatewayresponse.header.X-Which": "'4'" }, responseTemplates: {} }],
  ["DEFAULT_5XX", { statusCode: 503, responseParameters: {}, responseTemplates: { "text/plain": "down" } }],
]);

const answer = (refusal: Refusal) => refusalAnswer(defaults, refusal, refused(refusal));

describe("a gateway response", () => {
  it("falls back on the API's default of its hundred, and keeps its own status", () => {
    const { status, headers } = answer(new Refusal("THROTTLED"));
    expect(status).toBe(429);
    expect(headers).toContainEqual(["X-Which", "4"]);
  });

  it("takes the status of the default when that has one", () => {
    expect(answer(badIntegration())).toMatchObject({ status: 503, body: "down" });
  });

  it("has the type of its template where the API sets none", () => {
    expect(answer(badIntegration()).headers).toContainEqual(["Content-Type", "text/plain"]);
  });

  it("is API Gateway's own where the API says nothing", () => {
    const refusal = new Refusal("REQUEST_TOO_LARGE");
    expect(refusalAnswer(new Map(), refusal, refused(refusal))).toEqual({
      status: 413,
      headers: [
        ["x-amzn-ErrorType", "RequestTooLongException"],
        ["Content-Type", "application/json"],
      ],
      body: '{"message":"Request Too Long"}',
    });
  });

  it("cannot be there twice", () => {
    const empty = { responseParameters: {}, responseTemplates: {} };
    const twice = [
      ["THROTTLED", empty],
      ["THROTTLED", empty],
    ] as const;
    expect(() => readGatewayResponses(twice)).toThrow("THROTTLED: it is there twice");
  });
});
