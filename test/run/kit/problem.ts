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

/** What is wrong with a refusal; empty when it is a problem document of a known type with its own status. */
export function faultsOfProblem({ status, headers, body }: Answered): readonly string[] {
  if (headers["content-type"] !== "application/problem+json") return ["not sent as a problem document"];
  const parsed = document.safeParse(parsedJson(body));
  if (!parsed.success) return parsed.error.issues.map(({ path, code }) => `${path.join("/")}: ${code}`);
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
