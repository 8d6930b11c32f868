import * as z from "zod/mini";
import { type AliasId, type MemberId, memberId, type ProgramId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { membershipKey, rosterKey, rosterPk, rosterPrefixes } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Key, PageOf } from "../kernel/ports.ts";

const stored = z.object({ member: memberId });

/** A member, and their membership in the program that is asked about. */
export interface Belonging {
  readonly member: MemberId;
  readonly item: Item;
}

/** Everybody who belongs to a program: page by page, and one by one. */
export const peopleStore = ({ reader }: Pick<RequestPorts, "reader">) => {
  /** A replica may not have seen a membership whose place it has: what is not in the consistent read is not there. */
  const itemsAt = async (keys: readonly Key[]): Promise<readonly (Item | undefined)[]> => {
    if (keys.length === 0) return [];
    const seen = await reader.getAll(keys);
    return seen.includes(undefined) ? reader.getAll(keys, { consistent: true }) : seen;
  };

  return {
    /** A page of the care team or of the members, who joined last first. */
    page: async (
      program: ProgramId,
      part: keyof typeof rosterPrefixes,
      page: { limit: number; after: string | undefined },
    ): Promise<PageOf<Item> & { readonly people: readonly Belonging[] }> => {
      const prefix = rosterPrefixes[part];
      const { items, after } = await reader.newestFirst(rosterPk(program), { prefix, ...page });
      const members = items.map((item) => readItem(stored, item).member);
      const found = await itemsAt(members.map((member) => membershipKey(member, program)));
      const people = members.flatMap((member, at) => {
        const item = found[at];
        return item ? [{ member, item }] : [];
      });
      return { items, after, people };
    },

    /** Who bears an alias in a program, whatever became of their membership. */
    byAlias: async (program: ProgramId, alias: AliasId): Promise<Belonging | undefined> => {
      const places = [rosterKey(program, "members", alias), rosterKey(program, "team", alias)];
      const row = (await reader.getAll(places, { consistent: true })).find((found) => found !== undefined);
      if (!row) return undefined;
      const { member } = readItem(stored, row);
      const item = await reader.get(membershipKey(member, program), { consistent: true });
      return item && { member, item };
    },
  };
};
