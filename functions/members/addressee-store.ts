import * as z from "zod/mini";
import { type InvitationId, invitationId, memberId, type ProgramId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { emailKey, invitationToKey, membershipKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Key, Write } from "../kernel/ports.ts";
import type { Pool } from "../kernel/roles.ts";
import { type Invitation, invitationStore } from "./invitation-store.ts";

const storedLast = z.object({ id: invitationId });
const storedPerson = z.object({ member: memberId });

/** An address, and the pool in which it has an account or is to have one. */
export interface Person {
  readonly email: string;
  readonly pool: Pool;
}

/** Stands for the tenant as a whole, where another invitation leads into a program. */
const tenant = "tenant";

/** Who an address is to a program now, or to the tenant as a whole. */
export interface Addressee {
  /** Keyed digest of the address. */
  readonly addressed: string;
  /** The member behind the address has a place in the program, whatever became of it; or is there, in the tenant. */
  readonly joined: boolean;
  /** The last invitation of the address to there, while it can be used. */
  readonly open: Invitation | undefined;
  /** Where the last invitation is remembered, and which it was. */
  readonly last: { readonly key: Key; readonly id: InvitationId | undefined };
}

/** Addresses, found by keyed digests: whether their people have joined a program or are invited into it. */
export const addresseeStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => {
  const invitations = invitationStore({ reader, vault });

  const openOne = async (last: Item | undefined, now: number): Promise<Invitation | undefined> => {
    if (!last) return undefined;
    const found = await invitations.byCode(await invitations.codeOf(readItem(storedLast, last).id));
    return found?.state === "open" && now < found.expires ? found : undefined;
  };

  const hasJoined = async (person: Item | undefined, program: ProgramId | undefined): Promise<boolean> => {
    if (!person || !program) return person !== undefined;
    const { member } = readItem(storedPerson, person);
    return (await reader.get(membershipKey(member, program), { consistent: true })) !== undefined;
  };

  return {
    /** Read consistently: whoever has just been invited is not invited again. */
    find: async (
      { email, pool }: Person,
      program: ProgramId | undefined,
      now: number,
    ): Promise<Addressee> => {
      const addressed = await vault.blindIndex("email", email);
      const where = `${program ?? tenant}\0${addressed}`;
      const key = invitationToKey(await vault.blindIndex("invitation-to", where));
      const [last, person] = await reader.getAll([key, emailKey(addressed, pool)], { consistent: true });
      const [open, joined] = await Promise.all([openOne(last, now), hasJoined(person, program)]);
      return { addressed, joined, open, last: { key, id: last && readItem(storedLast, last).id } };
    },

    /** Remembers a new invitation as the last one of its address; of two at once one is refused. */
    remember: ({ last: { key, id } }: Addressee, made: InvitationId): Write => {
      const target = { table: "community", key, refuses: "in-progress" } as const;
      if (id === undefined) return { ...target, kind: "create", attributes: { id: made } };
      return { ...target, kind: "update", set: { id: made }, when: { equals: { id } } };
    },
  };
};
