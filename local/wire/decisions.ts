import type { AccessRequest } from "../iam/evaluate.ts";

/** One answer of IAM, without any value of the request. */
export interface DecisionEntry {
  readonly requestId: string;
  /** ARN of the caller. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** `error`: a policy was not understood, and so nothing was allowed. */
  readonly decision: "allow" | "deny" | "error";
  readonly why: string;
}

/** The last decisions, oldest first. */
export interface Decisions {
  readonly entries: () => readonly DecisionEntry[];
  readonly clear: () => void;
}

/** The log as the endpoint writes it. */
export interface DecisionLog extends Decisions {
  readonly write: (
    requestId: string,
    asked: AccessRequest,
    decision: DecisionEntry["decision"],
    why: string,
  ) => void;
}

/** @param limit how many entries are kept: a long run must not fill the memory. */
export function decisionLog(limit = 20_000): DecisionLog {
  const kept: DecisionEntry[] = [];
  return {
    entries: () => [...kept],
    clear: () => kept.splice(0),
    write: (requestId, { principal, action, resource }, decision, why) => {
      kept.push({ requestId, principal: principal.arn, action, resource, decision, why });
      if (kept.length > limit) kept.splice(0, kept.length - limit);
    },
  };
}
