import * as z from "zod/mini";
import { type MemberId, memberId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { memberKey, signInKey } from "../kernel/keys.ts";
import { type Language, languages } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type Role, roles, type TenantRole, tenantRoles } from "../kernel/roles.ts";

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

  /** Before which instant a member's tokens were issued that are refused. Read with the caller already, so no call. */
  tokensFrom: async (member: MemberId): Promise<number> => {
    const item = await reader.get(memberKey(member));
    if (item === undefined) throw new Problem("not-a-member");
    return memberOf(item).tokensFrom;
  },

  /** Refuses a member's tokens of before. Who comes second has a token of before. */
  endSessions: (member: MemberId, before: number, tokensFrom: number): Write => ({
    kind: "update",
    table: "community",
    key: memberKey(member),
    refuses: "session-ended",
    set: { tokensFrom },
    when: { equals: { tokensFrom: before } },
  }),

  /** The language in which every later answer to a member is written. */
  readsIn: (member: MemberId, language: Language): Write => ({
    kind: "update",
    table: "community",
    key: memberKey(member),
    refuses: "member-suspended",
    set: { language },
    when: { equals: { state: "active" } },
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
