/** What can be done in Kith. The word stands in the access table, on the route, and in every audit event. */
export const actions = [
  "service.health",
  "service.contract",
  "invitation.create",
  "invitation.accept",
  "member.read-self",
  "message.post",
  "message.read",
  "audit.read-events",
  "unknown",
] as const;
export type Action = (typeof actions)[number];

/** What workers do on nobody's request; audited like any other action. */
export const systemActions = ["tenant.set-up", "keys.rotate", "pool-keys.refresh"] as const;
export type SystemAction = (typeof systemActions)[number];

/** A repeat of an earlier request, answered from the resource: an event of its own. */
export type AuditAction = Action | SystemAction | "replay";
