import type { ProblemCode } from "../kernel/problems.ts";
import { type Pool, poolOf, type Role } from "../kernel/roles.ts";

export interface Acceptable {
  readonly state: "open" | "used";
  readonly role: Role;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/**
 * Whether an invitation can be accepted now by someone who signed in at this pool. One refusal for every reason: a guesser
 * must not learn that a code existed.
 */
export function mayAccept(
  invitation: Acceptable | undefined,
  pool: Pool,
  now: number,
): ProblemCode | undefined {
  const good =
    invitation !== undefined &&
    invitation.state === "open" &&
    now < invitation.expires &&
    poolOf(invitation.role) === pool;
  return good ? undefined : "invitation-refused";
}

/** A code as typed by a person, in the form it was made: Crockford's alphabet reads O as 0, and I and L as 1. */
export const normalCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
