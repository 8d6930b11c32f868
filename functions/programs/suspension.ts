import type { MemberId } from "../kernel/ids.ts";
import type { ProblemCode } from "../kernel/problems.ts";
import type { ProgramRole } from "../kernel/roles.ts";

/** What is done to somebody, from which state to which. */
export const acts = {
  suspend: { from: "active", to: "suspended" },
  reactivate: { from: "suspended", to: "active" },
} as const;
export type Act = keyof typeof acts;

interface Found {
  readonly member: MemberId;
  readonly state: "active" | "suspended" | "left";
}

/** Nobody does it to themselves, so whoever is there to reactivate the others stays. */
const mayDo = (act: Act, by: MemberId, { member, state }: Found): ProblemCode | undefined => {
  if (member === by) return "not-allowed";
  return state === acts[act].from ? undefined : "already-so";
};

/** Whether a manager may suspend or reactivate somebody in their program: anybody who belongs to it but another manager. */
export function mayInProgram(
  act: Act,
  by: MemberId,
  found: (Found & { readonly role: ProgramRole }) | undefined,
): ProblemCode | undefined {
  if (found === undefined || found.state === "left") return "not-found";
  return found.role === "manager" ? "not-allowed" : mayDo(act, by, found);
}

/** Whether an administrator may suspend or reactivate somebody in the whole tenant: anybody else. */
export const mayInTenant = (act: Act, by: MemberId, found: Found | undefined): ProblemCode | undefined =>
  found === undefined ? "not-found" : mayDo(act, by, found);
