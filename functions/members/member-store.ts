import * as z from "zod/mini";
import type { Membership } from "../kernel/caller.ts";
import {
  type AliasId,
  aliasId,
  type MemberId,
  memberId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
} from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { memberKey, membershipKey, membershipPrefix, signInKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Place, Write } from "../kernel/ports.ts";
import {
  type ProgramRole,
  programRoles,
  type Role,
  roles,
  type TenantRole,
  tenantRoles,
} from "../kernel/roles.ts";

const storedMember = z.object({
  state: z.enum(["active", "suspended"]),
  joinedAs: z.enum(roles),
  tenantRole: z.optional(z.enum(tenantRoles)),
  tokensFrom: z.number(),
  v: z.number(),
});
const storedMembership = z.object({
  programId,
  role: z.enum(programRoles),
  state: z.enum(["active", "suspended", "left"]),
  aliasId,
  spaces: z.array(spaceId),
  scope: z.array(z.string()),
  alias: sealedBytes,
  v: z.number(),
});

export interface StoredMember {
  readonly state: "active" | "suspended";
  readonly joinedAs: Role;
  readonly tenantRole: TenantRole | undefined;
  readonly tokensFrom: number;
  readonly version: number;
}

/** Who is being made a member, and how. */
export interface Newcomer {
  readonly member: MemberId;
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
}
export interface NewMembership {
  readonly member: MemberId;
  readonly programId: ProgramId;
  readonly role: ProgramRole;
  readonly spaces: readonly SpaceId[];
  readonly aliasId: AliasId;
  readonly alias: string;
}

/** Members and their memberships: named access patterns, and the writes that make them. */
export const memberStore = ({ reader, vault, trail }: RequestPorts) => ({
  /** The id behind an issuer's subject. Read again, consistently, when it is not there: a newcomer's first request. */
  bySignIn: async (issuer: string, subject: string): Promise<MemberId | undefined> => {
    const key = signInKey(await vault.blindIndex("sign-in", `${issuer}\0${subject}`));
    const item = (await reader.get(key)) ?? (await reader.get(key, { consistent: true }));
    return item && readItem(z.object({ member: memberId }), item).member;
  },

  /** All memberships of a member, still sealed: their version can be told before anything is opened. */
  membershipsOf: async (member: MemberId): Promise<readonly Item[]> => {
    const page = { prefix: membershipPrefix, limit: 100, after: undefined };
    return (await reader.newestFirst(memberKey(member).pk, page)).items;
  },

  /** Memberships, with the name that the member bears in each program. */
  openMemberships: async (
    member: MemberId,
    items: readonly Item[],
  ): Promise<readonly { membership: Membership; alias: string }[]> => {
    const aliases = await vault.openAll(items.map((item) => sealedAlias(member, item)));
    return items.map((item, index) => {
      const membership = membershipOf(item);
      trail.discloseAlias(membership.aliasId, member);
      const alias = aliases[index];
      return { membership, alias: alias?.state === "open" ? alias.text : "" };
    });
  },

  /** The name that a member bears in a program. */
  aliasIn: async (member: MemberId, program: ProgramId): Promise<string | undefined> => {
    const item = await reader.get(membershipKey(member, program));
    const [alias] = item ? await vault.openAll([sealedAlias(member, item)]) : [];
    return alias?.state === "open" ? alias.text : undefined;
  },

  /** A new member with keys, subject token and sign-in, as writes of one transaction. */
  create: async ({ member, issuer, subject, role }: Newcomer): Promise<readonly Write[]> => [
    {
      kind: "create",
      table: "community",
      key: memberKey(member),
      refuses: "already-a-member",
      attributes: {
        state: "active",
        joinedAs: role,
        ...(isTenantRole(role) ? { tenantRole: role } : {}),
        // No token is too old for somebody who never signed out.
        tokensFrom: 0,
        v: 1,
      },
    },
    {
      kind: "create",
      table: "community",
      key: signInKey(await vault.blindIndex("sign-in", `${issuer}\0${subject}`)),
      refuses: "already-a-member",
      attributes: { member, v: 1 },
    },
    ...(await vault.newMember(member)),
  ],

  /** A membership in a program. */
  join: async (joining: NewMembership): Promise<Write> => {
    const { member, programId: program, role, spaces, aliasId: alias } = joining;
    const key = membershipKey(member, program);
    trail.discloseAlias(alias, member);
    return {
      kind: "create",
      table: "community",
      key,
      refuses: "already-a-member",
      attributes: {
        programId: program,
        role,
        state: "active",
        aliasId: alias,
        spaces,
        scope: [],
        alias: await vault.seal(aliasPlace(member, key.sk, 1), joining.alias, "text"),
        v: 1,
      },
    };
  },

  /** Repeats in the transaction what was decided: the membership is still as the caller was let in with it. */
  stillActive: (member: MemberId, { programId: program, role }: Membership, space?: SpaceId): Write => ({
    kind: "require",
    table: "community",
    key: membershipKey(member, program),
    refuses: "not-found",
    when: {
      equals: { state: "active", role },
      ...(space === undefined ? {} : { contains: { spaces: space } }),
    },
  }),
});
export type MemberStore = ReturnType<typeof memberStore>;

const isTenantRole = (role: Role): role is TenantRole => (tenantRoles as readonly Role[]).includes(role);

const aliasPlace = (member: MemberId, sk: string, version: number): Place => ({
  table: "community",
  pk: memberKey(member).pk,
  sk,
  attribute: "alias",
  owner: member,
  class: "community",
  version,
});

function sealedAlias(member: MemberId, item: Item): { place: Place; sealed: Uint8Array; shape: "text" } {
  const { alias, v } = readItem(storedMembership, item);
  return { place: aliasPlace(member, item.sk, v), sealed: alias, shape: "text" };
}

/** A membership item as the rules see it. */
export function membershipOf(item: Item): Membership {
  const { alias: _, v, ...membership } = readItem(storedMembership, item);
  return { ...membership, version: v };
}

/** A member item as the rules see it. */
export function memberOf(item: Item): StoredMember {
  const { v, tenantRole, ...member } = readItem(storedMember, item);
  return { ...member, tenantRole, version: v };
}
