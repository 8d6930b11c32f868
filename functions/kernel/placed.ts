import type { Caller, Membership } from "./caller.ts";
import type { MemberId } from "./ids.ts";
import { Problem } from "./problems.ts";

/** The caller as a member of the tenant. @throws Problem `not-a-member` when they are not. */
export function known({ member }: Pick<Caller, "member">): MemberId {
  if (member === undefined) throw new Problem("not-a-member");
  return member;
}

/** The caller as a member of the program that the path names. @throws Problem `not-found` when they are not. */
export function placed({ member, membership }: Caller): { member: MemberId; membership: Membership } {
  if (member === undefined || membership === undefined) throw new Problem("not-found");
  return { member, membership };
}
