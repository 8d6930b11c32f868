import { z } from "zod";
import { problems } from "../../../functions/kernel/problems.ts";
import type { Answered } from "./send.ts";

const types: readonly string[] = Object.keys(problems).map((code) => `urn:kith:problem:${code}`);
const document = z.strictObject({
  type: z.string().refine((type) => types.includes(type)),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  requestId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  errors: z.optional(z.array(z.strictObject({ pointer: z.string().startsWith("#"), code: z.string() }))),
});

/** The same for clients of FHIR. */
const outcome = z.strictObject({
  resourceType: z.literal("OperationOutcome"),
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  issue: z
    .array(
      z.strictObject({
        severity: z.literal("error"),
        code: z.string().regex(/^[a-z-]+$/),
        details: z.strictObject({
          coding: z.tuple([
            z.strictObject({
              system: z.literal("urn:kith:problem"),
              code: z.string().refine((code) => Object.hasOwn(problems, code)),
            }),
          ]),
        }),
        diagnostics: z.string().min(1),
        expression: z.optional(z.tuple([z.string().startsWith("http.")])),
      }),
    )
    .min(1),
});

export const refusalTypes: readonly string[] = ["application/problem+json", "application/fhir+json"];

/** What a refusal says, whatever its form: an OperationOutcome as the problem document that it would have been. */
export function asProblem(body: unknown, status: number): unknown {
  const { data } = outcome.safeParse(body);
  if (data === undefined) return body;
  const [first] = data.issue;
  const [title = "", ...detail] = (first?.diagnostics ?? "").split(". ");
  const type = `urn:kith:problem:${first?.details.coding[0].code}`;
  return { type, title, detail: detail.join(". "), status, requestId: data.id };
}

const missed = ({ issues }: z.ZodError): readonly string[] =>
  issues.map(({ path, code }) => `${path.join("/")}: ${code}`);

function faultsOfOutcome({ status, body }: Answered): readonly string[] {
  const parsed = outcome.safeParse(parsedJson(body));
  if (!parsed.success) return missed(parsed.error);
  const [first] = parsed.data.issue;
  const code = Object.entries(problems).find(([name]) => name === first?.details.coding[0].code);
  return code?.[1] === status ? [] : ["another status than the answer's"];
}

/** What is wrong with a refusal; empty when it is a problem document of a known type with its own status, or the same for FHIR. */
export function faultsOfProblem(answered: Answered): readonly string[] {
  const { status, headers, body } = answered;
  if (headers["content-type"] === "application/fhir+json") return faultsOfOutcome(answered);
  if (headers["content-type"] !== "application/problem+json") return ["not sent as a problem document"];
  const parsed = document.safeParse(parsedJson(body));
  if (!parsed.success) return missed(parsed.error);
  return parsed.data.status === status ? [] : ["another status than the answer's"];
}

/** The value of a JSON text, or undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
