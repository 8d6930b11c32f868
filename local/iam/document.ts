import { z } from "zod";
import type { PolicyDocument } from "../types.ts";

const words = z.union([z.string(), z.array(z.string()).min(1)]);

/** Strict on purpose: an element that the evaluator does not know (`NotPrincipal`, say) must not be ignored. */
const statement = z.strictObject({
  Sid: z.exactOptional(z.string()),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.exactOptional(
    z.union([
      z.literal("*"),
      z.strictObject({ AWS: z.exactOptional(words), Service: z.exactOptional(words) }),
    ]),
  ),
  Action: z.exactOptional(words),
  NotAction: z.exactOptional(words),
  Resource: z.exactOptional(words),
  NotResource: z.exactOptional(words),
  Condition: z.exactOptional(z.record(z.string(), z.record(z.string(), z.unknown()))),
});

const document = z.strictObject({
  Version: z.exactOptional(z.literal("2012-10-17")),
  Id: z.exactOptional(z.string()),
  Statement: z.union([statement, z.array(statement)]),
});

/**
 * Reads a policy out of a template's property.
 *
 * @throws Error that names the place and what is wrong there: an unknown element, an unknown kind of principal,
 *   an older policy language than 2012-10-17.
 */
export function policyDocument(value: unknown, where: string): PolicyDocument {
  const parsed = document.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${where}: policy not understood at ${issue?.path.join(".")}: ${issue?.message}`);
}
