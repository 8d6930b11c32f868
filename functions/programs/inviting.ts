import type { SpaceId } from "../kernel/ids.ts";
import type { ProblemCode } from "../kernel/problems.ts";
import { careTeamRoles, type ProgramRole, type Role } from "../kernel/roles.ts";

/** Who may invite whom: the care team invites patients; the manager anyone into the program. Helpers are invited by patients. */
export function mayInvite(inviter: Role | undefined, invited: ProgramRole): ProblemCode | undefined {
  if (invited === "helper") return "not-allowed";
  if (inviter === "manager") return undefined;
  const careTeam = (careTeamRoles as readonly (Role | undefined)[]).includes(inviter);
  return careTeam && invited === "patient" ? undefined : "not-allowed";
}

/** Spaces to which someone is invited must be spaces of the program. */
export const areOf = (spaces: readonly SpaceId[], invitedTo: readonly SpaceId[]): ProblemCode | undefined =>
  invitedTo.every((space) => spaces.includes(space)) ? undefined : "not-found";

/**
 * Who has an open invitation into the program gets the same one again, if it is what is asked for: a code may lead nowhere else
 * than its inviter may send people. Who has joined needs none.
 */
export function mayInviteAgain(
  { joined, open }: { joined: boolean; open: Invited | undefined },
  asked: Invited,
): ProblemCode | undefined {
  if (joined) return "already-joined";
  return open === undefined || isSame(open, asked) ? undefined : "already-invited";
}

interface Invited {
  readonly role: Role;
  readonly spaces: readonly SpaceId[];
}
const isSame = (one: Invited, other: Invited): boolean =>
  one.role === other.role &&
  one.spaces.every((space) => other.spaces.includes(space)) &&
  other.spaces.every((space) => one.spaces.includes(space));
