import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessLogLine, fill } from "../../../local/api-gateway/context.ts";
import { Refusal } from "../../../local/api-gateway/refusal.ts";
import { received } from "./exchange.ts";

describe("a line of the access log", () => {
  it("has - for what is unknown or has no value", () => {
    expect(accessLogLine("$context.nothing $context.constructor $context.status", received)).toBe("- - -");
  });

  it("leaves alone what is no variable", () => {
    expect(accessLogLine("$contextual $context $input.x", received)).toBe("$contextual $context $input.x");
  });

  it("writes times as AWS does", () => {
    const line = accessLogLine("$context.requestTime $context.requestTimeEpoch", received);
    expect(line).toBe("05/Jul/2026:02:28:52 +0000 1783218532700");
  });

  it("says why the authorizer refused, and nothing of the authorizer when it was not asked", () => {
    const log = (refusal: Refusal) => accessLogLine("$context.authorizer.error", { ...received, refusal });
    expect(log(new Refusal("UNAUTHORIZED"))).toBe("Unauthorized");
    expect(log(new Refusal("THROTTLED"))).toBe("-");
  });

  it("stays one line of JSON whatever the client sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (userAgent) => {
        const format = '{"agent":"$context.identity.userAgent"}';
        const line = accessLogLine(format, { ...received, rawHeaders: ["User-Agent", userAgent] });
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual({ agent: userAgent });
      }),
    );
  });

  it("does not read a variable in what the client sends", () => {
    const rawHeaders = ["User-Agent", "$context.requestId"];
    expect(accessLogLine("$context.identity.userAgent", { ...received, rawHeaders })).toBe(
      "$context.requestId",
    );
  });
});

describe("the template of a gateway response", () => {
  it("has nothing for a variable without a value", () => {
    expect(fill("[$context.status]", received)).toBe("[]");
  });

  it("can hold the message as JSON", () => {
    const refusal = new Refusal("THROTTLED");
    expect(fill('{"message":$context.error.messageString}', { ...received, refusal })).toBe(
      '{"message":"Too Many Requests"}',
    );
  });
});
