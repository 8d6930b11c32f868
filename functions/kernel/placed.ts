import type { Caller, Membership } from "./caller.ts";
import type { MemberId } from "./ids.ts";
import { Problem } from "./problems.ts";

/** The caller as a member of the program that the path names. @throws Problem `not-found` when they are not. */
export function placed({ member, membership }: Caller): { member: MemberId; membership: Membership } {
  if (member === undefined || membership === undefined) throw new Problem("not-found");
  return { member, membership };
}
