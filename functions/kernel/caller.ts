import type { AliasId, MemberId, ProgramId, SpaceId } from "./ids.ts";
import type { Pool, ProgramRole, Role, TenantRole } from "./roles.ts";

/** Who a verified access token speaks for, before Kith's own records are asked. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly pool: Pool;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly signedInAt: number;
}

/** A member's place in one program. */
export interface Membership {
  readonly programId: ProgramId;
  readonly role: ProgramRole;
  readonly state: "active" | "suspended" | "left";
  readonly aliasId: AliasId;
  /** Spaces that the member belongs to. The care team and the manager belong to every space of their program. */
  readonly spaces: readonly SpaceId[];
  /** Spaces that the member has left, each as `<spaceId>.<milliseconds since the epoch>`. */
  readonly left: readonly string[];
  /** What a helper may do for the patient; nobody else has it. */
  readonly scope: readonly string[];
  readonly version: number;
}

/** The member behind a request, with the place the request is about. */
export interface Caller {
  readonly identity: Identity;
  /** Absent only where the access table lets someone in who is not a member yet. */
  readonly member: MemberId | undefined;
  readonly tenantRole: TenantRole | undefined;
  /** The role under which this request is made. */
  readonly role: Role | undefined;
  /** The membership in the program that the path names. */
  readonly membership: Membership | undefined;
  readonly version: number;
}
