import type { AccessRequest, Decision } from "../iam/evaluate.ts";
import { grantsUsedBy } from "../iam/grants.ts";

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
  /**
   * Which parts of which policies allowed something since the start, by the ARN of the role or resource that holds the policy,
   * in the words of `grantsIn`. `clear` does not forget them.
   */
  readonly grantsUsed: () => GrantsUsed;
  /** What was not allowed since the start, each question to a policy once. `clear` does not forget it. */
  readonly refusals: () => readonly DecisionEntry[];
}

export type GrantsUsed = Readonly<Record<string, readonly string[]>>;

type Decided = Decision | { readonly decision: "error"; readonly why: string };

/** The log as the endpoint writes it. */
export interface DecisionLog extends Decisions {
  readonly write: (requestId: string, asked: AccessRequest, decided: Decided) => void;
}

/**
 * @param limit how many entries are kept: a long run must not fill the memory.
 * @param onRefusal told of each different refusal once, when it happens.
 */
export function decisionLog(
  limit = 20_000,
  onRefusal: (entry: DecisionEntry) => void = () => undefined,
): DecisionLog {
  const kept: DecisionEntry[] = [];
  const used = new Map<string, Set<string>>();
  const refused = new Map<string, DecisionEntry>();
  const noteRefusal = (entry: DecisionEntry) => {
    const question = JSON.stringify([entry.principal, entry.action, entry.resource, entry.why]);
    if (refused.has(question)) return;
    refused.set(question, entry);
    onRefusal(entry);
  };
  return {
    entries: () => [...kept],
    clear: () => kept.splice(0),
    grantsUsed: () => Object.fromEntries([...used].map(([holder, lines]) => [holder, [...lines].sort()])),
    refusals: () => [...refused.values()],
    write: (requestId, asked, decided) => {
      const { principal, action, resource } = asked;
      const { decision, why } = decided;
      const entry = { requestId, principal: principal.arn, action, resource, decision, why };
      kept.push(entry);
      if (kept.length > limit) kept.splice(0, kept.length - limit);
      if (decided.decision === "allow") noteUse(used, asked, decided.by);
      else noteRefusal(entry);
    },
  };
}

function noteUse(
  used: Map<string, Set<string>>,
  { action, resource, context }: AccessRequest,
  by: Extract<Decision, { decision: "allow" }>["by"],
): void {
  for (const { holder, statement } of by) {
    const lines = used.get(holder) ?? new Set();
    used.set(holder, lines);
    for (const line of grantsUsedBy(statement, action, resource, context)) lines.add(line);
  }
}
