import * as z from "zod/mini";
import type { Membership } from "../kernel/caller.ts";
import {
  type AliasId,
  aliasId,
  type MemberId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
} from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { memberKey, membershipKey, membershipPrefix } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, PageOf, Place, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type ProgramRole, programRoles } from "../kernel/roles.ts";
import { enrolled } from "./roster-store.ts";

const storedMembership = z.object({
  programId,
  role: z.enum(programRoles),
  state: z.enum(["active", "suspended", "left"]),
  aliasId,
  spaces: z.array(spaceId),
  left: z.optional(z.array(z.string())),
  scope: z.array(z.string()),
  alias: sealedBytes,
  v: z.number(),
});

export interface NewMembership {
  readonly member: MemberId;
  readonly programId: ProgramId;
  readonly role: ProgramRole;
  readonly spaces: readonly SpaceId[];
  readonly aliasId: AliasId;
  readonly alias: string;
}

/** A membership with the name that its member bears. */
export interface OpenedMembership {
  readonly membership: Membership;
  readonly alias: string;
}
interface MembersItem {
  readonly member: MemberId;
  readonly item: Item;
}

/** What can become of a membership; what is left out stays. The alias is the name itself, and is sealed. */
export interface MembershipChange extends Partial<Pick<Membership, "role" | "state" | "spaces" | "left">> {
  readonly alias?: string;
}

/** Memberships in programs, with the name that a member bears there: named access patterns, and the writes that make them. */
export const membershipStore = ({
  reader,
  vault,
  trail,
}: Pick<RequestPorts, "reader" | "vault" | "trail">) => {
  const openEach = async (theirs: readonly MembersItem[]): Promise<readonly OpenedMembership[]> => {
    const aliases = await vault.openAll(theirs.map(({ member, item }) => sealedAlias(member, item)));
    return theirs.map(({ member, item }, index) => {
      const membership = membershipOf(item);
      trail.discloseAlias(membership.aliasId, member);
      const alias = aliases[index];
      return { membership, alias: alias?.state === "open" ? alias.text : "" };
    });
  };
  return {
    /** All memberships of a member, still sealed: their version can be told before anything is opened. */
    of: async (member: MemberId): Promise<readonly Item[]> => {
      const page = { prefix: membershipPrefix, limit: 100, after: undefined };
      return (await reader.newestFirst(memberKey(member).pk, page)).items;
    },

    /** A page of them, those in the newest programs first. */
    newestFirst: (
      member: MemberId,
      page: { limit: number; after: string | undefined },
    ): Promise<PageOf<Item>> =>
      reader.newestFirst(memberKey(member).pk, { prefix: membershipPrefix, ...page }),

    /** Memberships, with the name that the member bears in each program. */
    openAll: (member: MemberId, items: readonly Item[]): Promise<readonly OpenedMembership[]> =>
      openEach(items.map((item) => ({ member, item }))),

    /** Memberships of several members, with the name that each bears. */
    openEach,

    /** The membership in a program, as it is now: a repeat may follow the first request within milliseconds. */
    in: async (member: MemberId, program: ProgramId): Promise<Membership | undefined> => {
      const item = await reader.get(membershipKey(member, program), { consistent: true });
      return item && membershipOf(item);
    },

    /** The same, still sealed, to be changed. */
    itemIn: (member: MemberId, program: ProgramId): Promise<Item | undefined> =>
      reader.get(membershipKey(member, program), { consistent: true }),

    /** Memberships of several members in one program, in their order and still sealed; `undefined` where there is none. */
    ofAll: (members: readonly MemberId[], program: ProgramId): Promise<readonly (Item | undefined)[]> =>
      reader.getAll(members.map((member) => membershipKey(member, program))),

    /** The aliases that members bear in programs, as far as they are there; who is looked up is disclosed. At most 100. */
    aliasIdsOf: async (places: readonly { readonly member: MemberId; readonly programId: ProgramId }[]) => {
      const keys = places.map(({ member, programId: program }) => membershipKey(member, program));
      const items = keys.length === 0 ? [] : await reader.getAll(keys);
      const found = new Map<string, AliasId>();
      for (const [at, place] of places.entries()) {
        const item = items[at];
        if (item === undefined) continue;
        const { aliasId: alias } = membershipOf(item);
        trail.discloseAlias(alias, place.member);
        found.set(`${place.member} ${place.programId}`, alias);
      }
      return ({ member, programId: program }: (typeof places)[number]): AliasId | undefined =>
        found.get(`${member} ${program}`);
    },

    /** The name that a member bears in a program. */
    aliasIn: async (member: MemberId, program: ProgramId): Promise<string | undefined> => {
      const item = await reader.get(membershipKey(member, program));
      const [alias] = item ? await vault.openAll([sealedAlias(member, item)]) : [];
      return alias?.state === "open" ? alias.text : undefined;
    },

    /** A membership in a program, and its place among the program's people. */
    join: async (joining: NewMembership): Promise<readonly Write[]> => {
      const { member, programId: program, role, spaces, aliasId: alias } = joining;
      const key = membershipKey(member, program);
      trail.discloseAlias(alias, member);
      const attributes = {
        programId: program,
        role,
        state: "active",
        aliasId: alias,
        spaces,
        scope: [],
        alias: await vault.seal(aliasPlace(member, key.sk, 1), joining.alias, "text"),
        v: 1,
      };
      return [
        { kind: "create", table: "community", key, refuses: "already-a-member", attributes },
        enrolled(program, { role, aliasId: alias, member }),
      ];
    },

    /** Changes a membership, unless anything of it has changed since it was read. What stays sealed is sealed anew. */
    change: async (member: MemberId, item: Item, { alias, ...set }: MembershipChange): Promise<Write> => {
      const { state, role, v } = readItem(storedMembership, item);
      const name = alias ?? (await openAlias(vault, member, item));
      const sealed = await vault.seal(aliasPlace(member, item.sk, v + 1), name, "text");
      return {
        kind: "update",
        table: "community",
        key: { pk: item.pk, sk: item.sk },
        refuses: "in-progress",
        set: { ...set, alias: sealed, v: v + 1 },
        when: { equals: { state, role, v } },
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
  };
};

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

/** @throws Problem `unavailable` when it cannot be opened: what is sealed anew must be what was sealed. */
async function openAlias(vault: RequestPorts["vault"], member: MemberId, item: Item): Promise<string> {
  const [alias] = await vault.openAll([sealedAlias(member, item)]);
  if (alias?.state !== "open") throw new Problem("unavailable");
  return alias.text;
}

/** A membership item as the rules see it. */
export function membershipOf(item: Item): Membership {
  const { alias: _, v, left = [], ...membership } = readItem(storedMembership, item);
  return { ...membership, left, version: v };
}
