import type { LogLine, Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import { thrownAt } from "./thrown-at.ts";

/** What a request says after something was thrown: a refusal as it is; of anything else only that it failed, with an alarm. */
export function problemOf(
  cause: unknown,
  { requestId, operation }: Required<Pick<LogLine, "requestId" | "operation">>,
  { log }: Pick<Platform, "log">,
): Problem {
  if (cause instanceof Problem && cause.code !== "internal") return cause;
  // The message may quote a caller's words; the class and the place do not.
  const error = cause instanceof Error ? cause : new Error();
  log({ level: "alarm", event: "failure", requestId, operation, error: error.name, at: thrownAt(error) });
  return new Problem("internal");
}
