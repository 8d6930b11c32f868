import { type Decision, evaluate } from "../iam/evaluate.ts";
import { AwsError } from "../types.ts";
import type { DecisionLog } from "./decisions.ts";
import type { Access } from "./operation.ts";

/**
 * Asks IAM about everything a call needs, and writes each answer down.
 *
 * @throws AwsError when anything is denied, or a policy is not understood.
 */
export function authorize(asked: readonly Access[], requestId: string, log: DecisionLog): void {
  for (const access of asked) {
    const decided = decide(access, requestId, log);
    log.write(requestId, access, decided);
    if (decided.decision === "deny") throw access.refusal ?? denied(access, decided.why);
  }
}

/** An error of the 400s, because clients repeat those of the 500s, and the template will not change meanwhile. */
function decide(access: Access, requestId: string, log: DecisionLog): Decision {
  try {
    return evaluate(access);
  } catch (error) {
    const why = error instanceof Error ? error.message : "not an Error";
    log.write(requestId, access, { decision: "error", why });
    throw new AwsError("MalformedPolicyDocumentException", 400, `${access.action}: ${why}`);
  }
}

function denied({ principal, action, resource }: Access, why: string): AwsError {
  const message = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} because ${why}`;
  return new AwsError("AccessDeniedException", action.startsWith("lambda:") ? 403 : 400, message);
}
