import { describe, expect, it } from "vitest";
import { readHttp } from "../../functions/edge/http.ts";
import { proxyEvent } from "./kit/requests.ts";

const sentFrom = (identity: unknown) => {
  const event = proxyEvent({ method: "GET", resource: "/v1/me" });
  return readHttp({ ...event, requestContext: { requestId: "request-1", identity } });
};

describe("the address from which a request came", () => {
  it.each(["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7"])("is %s", (sourceIp) => {
    expect(sentFrom({ sourceIp, userAgent: "a person's words" })?.ip).toBe(sourceIp);
  });
  it.each([
    undefined,
    null,
    {},
    { sourceIp: null },
    { sourceIp: 7 },
    { sourceIp: "" },
    { sourceIp: "test-invoke-source-ip" },
    { sourceIp: "203.0.113.7, 203.0.113.8" },
    { sourceIp: "fe80::1%words" },
  ])("is not known from %j, and the request is served all the same", (identity) => {
    expect(sentFrom(identity)).toMatchObject({ operation: "GET /v1/me", ip: undefined });
  });
});
