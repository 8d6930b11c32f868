import type { LogLine } from "./platform.ts";
import type { Count } from "./ports.ts";

/** Every reason for which Kith refuses or fails, and the HTTP status it has. The `type` of a problem document ends in the key. */
export const problems = {
  "invalid-request": 400,
  "invalid-cursor": 400,
  "idempotency-key-required": 400,
  "token-refused": 401,
  "session-ended": 401,
  "not-a-member": 403,
  "member-suspended": 403,
  "not-allowed": 403,
  "not-found": 404,
  "invitation-refused": 404,
  "person-unknown": 404,
  "already-a-member": 409,
  "already-invited": 409,
  "already-joined": 409,
  "already-so": 409,
  "in-progress": 409,
  "rules-changed": 409,
  "too-late": 409,
  "poll-closed": 409,
  "limit-reached": 409,
  "changed-meanwhile": 412,
  "too-large": 413,
  "unsupported-media-type": 415,
  "idempotency-key-reused": 422,
  "precondition-required": 428,
  "too-many-requests": 429,
  internal: 500,
  unavailable: 503,
  sealed: 503,
} as const;

export type ProblemCode = keyof typeof problems;

/** Where a request is wrong: a JSON Pointer made of names the schema knows, and what is wrong there. Never a value. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
}

interface ProblemOptions {
  readonly faults?: readonly Fault[];
  readonly retryAfter?: number;
  readonly writes?: readonly Count[];
  readonly alarm?: LogLine["event"];
  readonly cause?: unknown;
}

/** A refusal or failure on its way to the answer. Carries a code and pointers, never a caller's words. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  /** Seconds after which a retry makes sense. */
  readonly retryAfter: number | undefined;
  /** What becomes true together with the refusal's event: only what nothing can refuse. */
  readonly writes: readonly Count[];
  /** What somebody must be told of when it happens. */
  readonly alarm: LogLine["event"] | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(code, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.faults = options.faults ?? [];
    this.retryAfter = options.retryAfter;
    this.writes = options.writes ?? [];
    this.alarm = options.alarm;
  }
}
