import type { Language } from "../kernel/language.ts";
import { type Fault, type Problem, type ProblemCode, problems } from "../kernel/problems.ts";
import { problemTexts } from "./problem-texts.ts";

/** Codes of http://hl7.org/fhir/issue-type by status; what is not here is `processing`. */
const codes: Readonly<Record<number, string>> = {
  400: "invalid",
  401: "login",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  412: "conflict",
  413: "too-long",
  415: "not-supported",
  429: "throttled",
  500: "exception",
  503: "transient",
};

/** A refusal or failure as FHIR says it: the same words as in the problem document, and where the request is wrong. */
export const operationOutcome = (problem: Problem, requestId: string, language: Language) => ({
  resourceType: "OperationOutcome",
  id: requestId,
  issue: [
    { ...issue(problem.code), diagnostics: detailOf(problem.code, language) },
    ...problem.faults.map((fault) => ({ ...issue(problem.code), ...placed(fault) })),
  ],
});

const issue = (code: ProblemCode) => ({
  severity: "error",
  code: codes[problems[code]] ?? "processing",
  details: { coding: [{ system: "urn:kith:problem", code }] },
});

const detailOf = (code: ProblemCode, language: Language): string => {
  const { title, detail } = problemTexts[code][language];
  return `${title}. ${detail}`;
};

/** `http.` and its name is how FHIR R4 points to a parameter of the request. */
function placed({ pointer, code }: Fault) {
  const name = pointer.split("/").slice(2).join(".");
  return { diagnostics: code, ...(name === "" ? {} : { expression: [`http.${name}`] }) };
}
