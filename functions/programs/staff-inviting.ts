import type { ProgramId, SpaceId } from "../kernel/ids.ts";
import type { Fault } from "../kernel/problems.ts";
import { type Role, tenantRoles } from "../kernel/roles.ts";

interface Asked {
  readonly role: Role;
  readonly programId?: ProgramId | undefined;
  readonly spaceIds?: readonly SpaceId[] | undefined;
}

/** Whether an invitation says where its role holds: a program for the roles of a program, and none for those of the tenant. */
export function faultsIn({ role, programId, spaceIds }: Asked): readonly Fault[] {
  if (!(tenantRoles as readonly Role[]).includes(role))
    return programId === undefined ? [{ pointer: "#/programId", code: "needed-for-this-role" }] : [];
  return [
    ...(programId === undefined ? [] : [{ pointer: "#/programId", code: "not-for-this-role" }]),
    ...(spaceIds === undefined ? [] : [{ pointer: "#/spaceIds", code: "not-for-this-role" }]),
  ];
}
