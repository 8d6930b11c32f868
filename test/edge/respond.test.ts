import { describe, expect, it } from "vitest";
import { readableFrom } from "../../functions/edge/cross-origin.ts";
import { preferred } from "../../functions/edge/language.ts";
import { problemTexts } from "../../functions/edge/problem-texts.ts";
import { respond, respondProblem } from "../../functions/edge/respond.ts";
import { Problem, type ProblemCode, problems } from "../../functions/kernel/problems.ts";
import { faultsOf } from "../audit/fhir/validators.ts";

const codes = Object.keys(problems) as ProblemCode[];
const always = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

describe("every answer", () => {
  it.each([200, 201, 204, 304])("of status %i carries the headers of safety", (status) => {
    expect(respond({ status }, "", "en").headers).toMatchObject(always);
  });
  it.each(codes)("of the problem %s carries them, its status and its own text", (code) => {
    for (const language of ["en", "es"] as const) {
      const { statusCode, headers, body } = respondProblem(new Problem(code), "request-1", language);
      expect(headers).toMatchObject({
        ...always,
        "Content-Type": "application/problem+json",
        "Content-Language": language,
      });
      expect(statusCode).toBe(problems[code]);
      expect(JSON.parse(body)).toEqual({
        type: `urn:kith:problem:${code}`,
        ...problemTexts[code][language],
        status: problems[code],
        requestId: "request-1",
      });
    }
  });
  it.each(codes)("of the problem %s is an OperationOutcome to clients of FHIR", (code) => {
    const faults = [{ pointer: "#/query/date", code: "wrong-form" }];
    for (const language of ["en", "es"] as const) {
      const { statusCode, headers, body } = respondProblem(
        new Problem(code, { faults }),
        "request-1",
        language,
        "application/fhir+json",
      );
      const outcome = JSON.parse(body);
      expect([statusCode, headers["Content-Type"]]).toEqual([problems[code], "application/fhir+json"]);
      const details = { coding: [{ system: "urn:kith:problem", code }] };
      expect(outcome).toMatchObject({
        ...{ resourceType: "OperationOutcome", id: "request-1" },
        issue: [
          {
            severity: "error",
            details,
            diagnostics: expect.stringContaining(problemTexts[code][language].title),
          },
          { severity: "error", details, diagnostics: "wrong-form", expression: ["http.date"] },
        ],
      });
      expect(faultsOf(outcome)).toEqual([]);
    }
  });
  it.each([
    [400, "invalid"],
    [403, "forbidden"],
    [429, "throttled"],
    [503, "transient"],
    [422, "processing"],
  ])("of status %i has its code of FHIR's: %s", (status, issue) => {
    const code = codes.find((each) => problems[each] === status) ?? "internal";
    const { body } = respondProblem(new Problem(code), "request-1", "en", "application/fhir+json");
    expect(JSON.parse(body).issue[0].code).toBe(issue);
  });
  it("is of its row's media type", () => {
    const { headers } = respond({ status: 200 }, "{}", "en", "application/fhir+json");
    expect(headers["Content-Type"]).toBe("application/fhir+json");
  });
  it("says when to try again, where that makes sense", () => {
    const { headers } = respondProblem(new Problem("unavailable", { retryAfter: 5 }), "request-1", "en");
    expect(headers["Retry-After"]).toBe("5");
  });
});

describe("the language", () => {
  it.each([
    ["es", "es"],
    ["es-MX, en;q=0.5", "es"],
    ["EN-us", "en"],
    ["fr, es;q=0.4, en;q=0.3", "es"],
    ["en;q=0, es;q=0.1", "es"],
    ["en;q=0.2,es;q=0.9", "es"],
    ["de", "en"],
    ["*", "en"],
    ["", "en"],
    ["es;q=2", "en"],
    [",;,q=", "en"],
    [undefined, "en"],
  ])("of Accept-Language %j is %s", (header, language) => {
    expect(preferred(header)).toBe(language);
  });
});

describe("an answer to a web page of another origin", () => {
  const response = respond({ status: 200 }, "{}", "en");
  it("may be read from the tenant's one origin", () => {
    expect(readableFrom("https://app.example.org", response).headers).toMatchObject({
      ...always,
      "Access-Control-Allow-Origin": "https://app.example.org",
      "Access-Control-Expose-Headers": "ETag,Link,Retry-After",
      Vary: "Origin",
    });
  });
  it("may be read from nowhere when the tenant names none", () => {
    expect(readableFrom(undefined, response)).toEqual(response);
  });
});
