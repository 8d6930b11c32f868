import * as z from "zod/mini";
import type { Membership } from "../kernel/caller.ts";
import { aliasId, type MemberId, programId, spaceId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { memberKey } from "../kernel/keys.ts";
import type { Item, Place } from "../kernel/ports.ts";
import { programRoles } from "../kernel/roles.ts";

/** A membership as it lies in the table. */
export const storedMembership = z.object({
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

/** Where the name that a member bears in a program is sealed. */
export const aliasPlace = (member: MemberId, sk: string, version: number): Place => ({
  table: "community",
  pk: memberKey(member).pk,
  sk,
  attribute: "alias",
  owner: member,
  class: "community",
  version,
});

/** The sealed value that has to be opened to read it. */
export function sealedAlias(
  member: MemberId,
  item: Item,
): { place: Place; sealed: Uint8Array; shape: "text" } {
  const { alias, v } = readItem(storedMembership, item);
  return { place: aliasPlace(member, item.sk, v), sealed: alias, shape: "text" };
}

/** A membership item as the rules see it. */
export function membershipOf(item: Item): Membership {
  const { alias: _, v, left = [], ...membership } = readItem(storedMembership, item);
  return { ...membership, left, version: v };
}
