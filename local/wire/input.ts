import type { z } from "zod";
import { AwsError } from "../types.ts";
import type { Fields } from "./operation.ts";

/**
 * Reads the input of an operation. The schemas are strict: a member that this endpoint does not act on is refused.
 *
 * @throws AwsError `ValidationException` that names the member and never its value.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: Fields): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const members = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
  throw new AwsError(
    "ValidationException",
    400,
    `Not understood by the local endpoint: ${members} (${issue?.code})`,
  );
}
