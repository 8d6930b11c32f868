import type { AliasId, MemberId, ProgramId } from "../kernel/ids.ts";
import { rosterKey } from "../kernel/keys.ts";
import type { Write } from "../kernel/ports.ts";
import { poolOf, type Role } from "../kernel/roles.ts";

/** A place among a program's people. */
export interface Enrolled {
  readonly role: Role;
  readonly aliasId: AliasId;
  readonly member: MemberId;
}

/** The care team stands apart from the members. */
const partOf = (role: Role) => (poolOf(role) === "workforce" ? "team" : "members");

/** Makes a place among a program's people. */
export const enrolled = (program: ProgramId, { role, aliasId: alias, member }: Enrolled): Write => ({
  kind: "create",
  table: "community",
  key: rosterKey(program, partOf(role), alias),
  refuses: "in-progress",
  attributes: { member, v: 1 },
});

/** Takes a place among a program's people away. */
export const struckOff = (program: ProgramId, { role, aliasId: alias, member }: Enrolled): Write => ({
  kind: "remove",
  table: "community",
  key: rosterKey(program, partOf(role), alias),
  refuses: "in-progress",
  when: { equals: { member } },
});
