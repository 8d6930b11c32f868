import type { Invocation } from "../types.ts";

/** The most that a synchronous invocation carries in either direction ("Lambda quotas": 6 MB). */
export const LARGEST_PAYLOAD_BYTES = 6_291_556;

export function unhandled(payload: string): Invocation {
  return { payload, failure: "Unhandled" };
}

export function timedOut(requestId: string, limitMs: number): Invocation {
  const seconds = (limitMs / 1000).toFixed(2);
  return failure(
    "Timeout",
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  );
}

/** @param ending how the process ended, for example `exit status 1` or `signal: killed`. */
export function crashed(requestId: string, ending: string): Invocation {
  return failure(
    "Crash",
    "Runtime.ExitError",
    `RequestId: ${requestId} Error: Runtime exited with error: ${ending}`,
  );
}

export function requestTooLarge(): Invocation {
  return failure(
    "TooLarge",
    "RequestEntityTooLargeException",
    `Request must be smaller than ${LARGEST_PAYLOAD_BYTES} bytes`,
  );
}

export function answerTooLarge(): Invocation {
  return failure(
    "TooLarge",
    "Function.ResponseSizeTooLarge",
    `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD_BYTES} bytes).`,
  );
}

function failure(
  kind: "Timeout" | "Crash" | "TooLarge",
  errorType: string,
  errorMessage: string,
): Invocation {
  return { payload: JSON.stringify({ errorType, errorMessage }), failure: kind };
}
