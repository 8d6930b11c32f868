import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimsOfEvent } from "../../../local/api-gateway/claims.ts";

describe("the claims of an event", () => {
  it("have the captured form of a date", () => {
    expect(claimsOfEvent({ exp: 1784514532, auth_time: 1784510932 })).toEqual({
      exp: "Mon Jul 20 02:28:52 UTC 2026",
      auth_time: "1784510932",
    });
  });

  it("pad the day of the month", () => {
    expect(claimsOfEvent({ iat: Date.UTC(2026, 0, 5, 3, 4, 9) / 1000 })).toEqual({
      iat: "Mon Jan 05 03:04:09 UTC 2026",
    });
  });

  it("keep every second of a date", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (iat) => {
        expect(Date.parse(claimsOfEvent({ iat }).iat ?? "")).toBe(iat * 1000);
      }),
    );
  });

  it("join lists by commas and write all else as text", () => {
    const payload = {
      "cognito:groups": ["one", "two"],
      email_verified: true,
      version: 2,
      sub: "s",
      none: undefined,
    };
    expect(claimsOfEvent(payload)).toEqual({
      "cognito:groups": "one,two",
      email_verified: "true",
      version: "2",
      sub: "s",
    });
  });
});
