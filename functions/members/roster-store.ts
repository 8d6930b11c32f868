import * as z from "zod/mini";
import { type AliasId, aliasId, type MemberId, memberId, type ProgramId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { rosterKey, rosterPk, rosterPrefixes } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { PageOf, Write } from "../kernel/ports.ts";
import { poolOf, type Role } from "../kernel/roles.ts";

const stored = z.object({ member: memberId });

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

/** Who belongs to a program: from an alias to the member, and from the program to its care team. */
export const rosterStore = ({ reader }: Pick<RequestPorts, "reader">) => ({
  /** A page of the care team, newest first. */
  team: async (
    program: ProgramId,
    page: { limit: number; after: string | undefined },
  ): Promise<PageOf<{ aliasId: AliasId; member: MemberId }>> => {
    const { items, after } = await reader.newestFirst(rosterPk(program), {
      prefix: rosterPrefixes.team,
      ...page,
    });
    const people = items.map((item) => ({
      aliasId: aliasId.parse(item.sk.slice(rosterPrefixes.team.length)),
      member: readItem(stored, item).member,
    }));
    return { items: people, after };
  },

  /** The member of the care team behind an alias. */
  inTeam: async (program: ProgramId, alias: AliasId): Promise<MemberId | undefined> => {
    const item = await reader.get(rosterKey(program, "team", alias), { consistent: true });
    return item && readItem(stored, item).member;
  },
});
