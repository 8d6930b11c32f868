import type { Language } from "../kernel/language.ts";
import { type Problem, type ProblemCode, problems } from "../kernel/problems.ts";
import { fhirMedia, type Route } from "../kernel/route.ts";
import type { AnyAnswer } from "./exchange.ts";
import { operationOutcome } from "./operation-outcome.ts";
import { problemTexts } from "./problem-texts.ts";

/** What a REST API takes from a function. */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers that every answer carries, refusals and failures included. */
const always = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
const secret = { "Cache-Control": "no-store" };

/** An answer of a row. A version becomes the ETag (RFC 9110 section 8.8.3), a next page the Link (RFC 8288). */
export function respond(
  answer: AnyAnswer,
  text: string,
  language: Language,
  media: Route["media"] = "application/json",
): ProxyResponse {
  return {
    statusCode: answer.status,
    headers: {
      ...always,
      ...secret,
      "Content-Language": language,
      ...(text === "" ? {} : { "Content-Type": media }),
      ...(answer.version === undefined ? {} : { ETag: `"${answer.version}"` }),
      ...(answer.next === undefined ? {} : { Link: `<${answer.next}>; rel="next"` }),
    },
    body: text,
  };
}

/** Seconds after which to come again, for refusals that pass: also when whoever refused did not say. */
const comeAgainAfter: Readonly<Partial<Record<ProblemCode, number>>> = {
  "too-many-requests": 60,
  unavailable: 5,
  sealed: 60,
};

/** A refusal or failure as a problem document (RFC 9457), or as FHIR wants it. Says nothing that the caller sent. */
export function respondProblem(
  problem: Problem,
  requestId: string,
  language: Language,
  media?: Route["media"],
): ProxyResponse {
  const status = problems[problem.code];
  const isFhir = media === fhirMedia;
  const retryAfter = problem.retryAfter ?? comeAgainAfter[problem.code];
  return {
    statusCode: status,
    headers: {
      ...always,
      ...secret,
      "Content-Language": language,
      "Content-Type": isFhir ? fhirMedia : "application/problem+json",
      ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
    },
    body: JSON.stringify(
      isFhir ? operationOutcome(problem, requestId, language) : problemDocument(problem, requestId, language),
    ),
  };
}

const problemDocument = ({ code, faults }: Problem, requestId: string, language: Language) => ({
  type: `urn:kith:problem:${code}`,
  ...problemTexts[code][language],
  status: problems[code],
  ...(faults.length > 0 ? { errors: faults } : {}),
  requestId,
});
