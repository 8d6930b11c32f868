import { careTeamRoles, type ProgramRole } from "../kernel/roles.ts";
import type { FileRow } from "./file.ts";
import type { Standing } from "./inviter-store.ts";
import type { RowRefusal } from "./job-row-store.ts";

/** Those who may send a file, because they may invite each of its people. */
const inviting: readonly ProgramRole[] = [...careTeamRoles, "manager"];

/** Whether whoever sent a file could invite its people now, one by one. */
export function mayStillInvite({ member, membership, programIsOpen }: Standing): RowRefusal | undefined {
  if (!programIsOpen) return "not-found";
  if (member === "suspended" || membership?.state === "suspended") return "member-suspended";
  return membership?.state === "active" && inviting.includes(membership.role) ? undefined : "not-allowed";
}

/** Whether the address of a row stands in an earlier one. */
export const isRepeated = (file: readonly FileRow[], at: number): boolean =>
  file.findIndex(({ email }) => email === file[at]?.email) < at;
