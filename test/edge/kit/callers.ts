import type { Membership } from "../../../functions/kernel/caller.ts";
import { aliasId, memberId, type ProgramId } from "../../../functions/kernel/ids.ts";
import type { LoadedCaller } from "../../../functions/kernel/platform.ts";
import { type Pool, type ProgramRole, poolOf, type Role } from "../../../functions/kernel/roles.ts";
import { newId } from "./memory-platform.ts";

export const membershipIn = (
  program: ProgramId,
  role: ProgramRole,
  more: Partial<Membership> = {},
): Membership => ({
  programId: program,
  role,
  state: "active",
  aliasId: newId(aliasId),
  spaces: [],
  left: [],
  scope: [],
  version: 1,
  ...more,
});

const identityOf = (pool: Pool) => ({
  issuer: `https://${pool}.example`,
  subject: "subject",
  pool,
  scopes: [],
  issuedAt: 1_000_000,
  signedInAt: 1_000_000,
});

/** An active member who signed in at the pool of the role, changed as a test wants. */
export const callerWith = (more: Partial<LoadedCaller> = {}): LoadedCaller => {
  const role: Role = more.role ?? more.membership?.role ?? "patient";
  return {
    identity: identityOf(poolOf(role)),
    member: newId(memberId),
    memberState: "active",
    tokensFrom: 0,
    tenantRole: undefined,
    role,
    membership: undefined,
    version: 1,
    language: undefined,
    ...more,
  };
};
