import type { MemberId } from "../kernel/ids.ts";
import type { ProblemCode } from "../kernel/problems.ts";
import { careTeamRoles, type ProgramRole } from "../kernel/roles.ts";

/** Roles that look after a program. */
export const teamRoles = [...careTeamRoles, "manager"] as const;
export type TeamRole = (typeof teamRoles)[number];

export const isTeamRole = (role: ProgramRole): role is TeamRole =>
  (teamRoles as readonly ProgramRole[]).includes(role);

interface Found {
  readonly state: "active" | "suspended";
}

/**
 * Whether an address belongs to somebody who can be added to a care team.
 * @param found whom the address brought into the workforce: a patient looks like an address that nobody has.
 */
export const mayAssign = (
  found: Found | undefined,
  membership: { readonly state: string } | undefined,
): ProblemCode | undefined => {
  if (found?.state !== "active") return "person-unknown";
  return membership === undefined || membership.state === "left" ? undefined : "already-joined";
};

interface Colleague {
  readonly member: MemberId;
  readonly role: ProgramRole;
}

/**
 * Nobody releases themselves. So whoever releases a manager is another one, who stays: a program never loses its last manager,
 * as long as the transaction repeats that the one who releases still is a manager.
 */
export const mayRelease = (manager: MemberId, colleague: Colleague | undefined): ProblemCode | undefined => {
  if (colleague === undefined || !isTeamRole(colleague.role)) return "not-found";
  return colleague.member === manager ? "not-allowed" : undefined;
};
