import type { SystemAction } from "./actions.ts";
import type { AuditEvent, AuditTrail } from "./audit.ts";

/** The event of something that Kith did by itself or for the operator: nobody's request, an actor `system:<name>`. */
export const systemEvent = (
  done: { action: SystemAction; by: string; requestId: string; resource?: string },
  facts: ReturnType<AuditTrail["facts"]>,
): AuditEvent => ({
  ...facts,
  action: done.action,
  outcome: "ok",
  actor: `system:${done.by}`,
  role: undefined,
  purpose: "HSYSADMIN",
  breakGlass: false,
  program: undefined,
  resource: done.resource,
  requestId: done.requestId,
  replayOf: undefined,
  subjects: [],
});
