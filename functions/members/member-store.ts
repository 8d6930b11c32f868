import * as z from "zod/mini";
import { type MemberId, memberId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { emailKey, memberKey, signInKey } from "../kernel/keys.ts";
import { type Language, languages } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Write } from "../kernel/ports.ts";
import { type Pool, type Role, roles, type TenantRole, tenantRoles } from "../kernel/roles.ts";

const storedMember = z.object({
  state: z.enum(["active", "suspended"]),
  joinedAs: z.enum(roles),
  tenantRole: z.optional(z.enum(tenantRoles)),
  tokensFrom: z.number(),
  language: z.optional(z.enum(languages)),
  v: z.number(),
});

export interface StoredMember {
  readonly state: "active" | "suspended";
  readonly joinedAs: Role;
  readonly tenantRole: TenantRole | undefined;
  readonly tokensFrom: number;
  readonly language: Language | undefined;
  readonly version: number;
}

/** Who is being made a member, and how. */
export interface Newcomer {
  readonly member: MemberId;
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
}

/** Members and their sign-in: named access patterns, and the writes that make them. */
export const memberStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => ({
  /** The id behind an issuer's subject. Read again, consistently, when it is not there: a newcomer's first request. */
  bySignIn: async (issuer: string, subject: string): Promise<MemberId | undefined> => {
    const key = signInKey(await vault.blindIndex("sign-in", `${issuer}\0${subject}`));
    const item = (await reader.get(key)) ?? (await reader.get(key, { consistent: true }));
    return item && readItem(z.object({ member: memberId }), item).member;
  },

  /** The member whom an invitation to this address brought into a pool; `undefined` when there is none. */
  byEmail: async (email: string, pool: Pool): Promise<MemberId | undefined> => {
    const key = emailKey(await vault.blindIndex("email", email), pool);
    const item = await reader.get(key, { consistent: true });
    return item && readItem(z.object({ member: memberId }), item).member;
  },

  /** A member as they are now; `undefined` when there is none. */
  byId: async (member: MemberId): Promise<StoredMember | undefined> => {
    const item = await reader.get(memberKey(member), { consistent: true });
    return item && memberOf(item);
  },

  /** Repeats in the transaction what was decided: the member is active and still has the role in the tenant. */
  stillHolds: (member: MemberId, tenantRole: TenantRole): Write => ({
    kind: "require",
    table: "community",
    key: memberKey(member),
    refuses: "not-allowed",
    when: { equals: { state: "active", tenantRole } },
  }),

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
});

const isTenantRole = (role: Role): role is TenantRole => (tenantRoles as readonly Role[]).includes(role);

/** A member item as the rules see it. */
export function memberOf(item: Item): StoredMember {
  const { v, tenantRole, language, ...member } = readItem(storedMember, item);
  return { ...member, tenantRole, language, version: v };
}
