import type { Log } from "../../kernel/platform.ts";
import { Problem } from "../../kernel/problems.ts";
import { unavailable } from "../failures.ts";

/** KMS says by these that someone switched the key off or is about to delete it. */
const switchedOff = new Set(["DisabledException", "KMSInvalidStateException"]);

const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof Error && switchedOff.has(error.name)) return new Problem("sealed", { cause: error });
  return unavailable(error);
};

/**
 * Calls AWS for a key.
 * @throws Problem `sealed` when the key is disabled or pending deletion, `unavailable` for every other failure. Both alarm.
 */
export const callAws = async <T>(log: Log, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    const problem = problemOf(error);
    const name = error instanceof Error ? error.name : typeof error;
    log({ level: "alarm", event: "failure", code: problem.code, error: name });
    throw problem;
  }
};

/** A key that must be there is not: never taken for an erased one. */
export const missingKey = (log: Log): Problem => {
  log({ level: "alarm", event: "missing-key", code: "unavailable" });
  return unavailable(new Error("A key without a tombstone is missing."));
};
