import * as z from "zod/mini";
import { type MemberId, memberId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { type Digest, emailKey, memberKey, signInKey } from "../kernel/keys.ts";
import { type Language, languages } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Place, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type Pool, poolOf, pools, type Role, roles, type TenantRole, tenantRoles } from "../kernel/roles.ts";

const storedMember = z.object({
  state: z.enum(["active", "suspended"]),
  joinedAs: z.enum(roles),
  tenantRole: z.optional(z.enum(tenantRoles)),
  tokensFrom: z.number(),
  language: z.optional(z.enum(languages)),
  signIn: z.optional(sealedBytes),
  v: z.number(),
});
const signIn = z.strictObject({ pool: z.enum(pools), subject: z.string() });

export interface StoredMember {
  readonly state: "active" | "suspended";
  readonly joinedAs: Role;
  readonly tenantRole: TenantRole | undefined;
  readonly tokensFrom: number;
  readonly language: Language | undefined;
  readonly version: number;
}

/** A member's account: its pool, and the `sub` of its tokens. */
export interface SignIn {
  readonly pool: Pool;
  readonly subject: string;
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

  /** The member whom an invitation to this address brought into a pool; `undefined` when there is none. */
  byEmail: async (email: string, pool: Pool): Promise<MemberId | undefined> => {
    const key = emailKey(await vault.blindIndex("email", email), pool);
    const item = await reader.get(key, { consistent: true });
    return item && readItem(z.object({ member: memberId }), item).member;
  },

  /** Remembers whom an invitation to an address brought in. Who comes later by the same address stands for it from then on. */
  hasAddress: (addressed: Digest, pool: Pool, member: MemberId): Write => ({
    kind: "put",
    table: "community",
    key: emailKey(addressed, pool),
    attributes: { member, v: 1 },
  }),

  /** A member as they are now; `undefined` when there is none. */
  byId: async (member: MemberId): Promise<StoredMember | undefined> => {
    const item = await reader.get(memberKey(member), { consistent: true });
    return item && memberOf(item);
  },

  /** @throws Problem `unavailable` when it is not there or does not open: nobody's account is guessed. */
  signInOf: async (member: MemberId): Promise<SignIn> => {
    const item = await reader.get(memberKey(member));
    const value = item && sealedSignIn(member, item);
    const [opened] = value ? await vault.openAll([value]) : [];
    if (opened?.state !== "open") throw new Problem("unavailable");
    return signIn.parse(JSON.parse(opened.text));
  },

  /** Changes a member's state from what it was read to be. */
  become: (member: MemberId, before: StoredMember["state"], state: StoredMember["state"]): Write => ({
    kind: "update",
    table: "community",
    key: memberKey(member),
    refuses: "in-progress",
    set: { state },
    when: { equals: { state: before } },
  }),

  /** Repeats in the transaction what was decided: the member is active and still has the role in the tenant. */
  stillHolds: (member: MemberId, tenantRole: TenantRole): Write => ({
    kind: "require",
    table: "community",
    key: memberKey(member),
    refuses: "not-allowed",
    when: { equals: { state: "active", tenantRole } },
  }),

  /** A new member with keys, subject token and sign-in, as writes of one transaction. */
  create: async ({ member, issuer, subject, role }: Newcomer): Promise<readonly Write[]> => {
    // First of all: the sign-in is sealed under one of them.
    const keys = await vault.newMember(member);
    const account = JSON.stringify({ pool: poolOf(role), subject });
    return [
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
          signIn: await vault.seal(signInPlace(member, 1), account, "structured"),
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
      ...keys,
    ];
  },
});

/**
 * The sign-in never changes, so no update of a member's item counts its version up: whoever suspends somebody, or chooses
 * a language, need not open it. What they change is compared as it was read instead.
 */
const signInPlace = (member: MemberId, version: number): Place => ({
  table: "community",
  ...memberKey(member),
  attribute: "signIn",
  owner: member,
  class: "community",
  version,
});

const isTenantRole = (role: Role): role is TenantRole => (tenantRoles as readonly Role[]).includes(role);

function sealedSignIn(member: MemberId, item: Item) {
  const { signIn: sealed, v } = readItem(storedMember, item);
  return sealed && { place: signInPlace(member, v), sealed, shape: "structured" as const };
}

/** A member item as the rules see it. */
export function memberOf(item: Item): StoredMember {
  const { v, tenantRole, language, signIn: _, ...member } = readItem(storedMember, item);
  return { ...member, tenantRole, language, version: v };
}
