import * as z from "zod/mini";
import { day } from "../kernel/clock.ts";
import {
  type InvitationId,
  invitationId,
  type ProgramId,
  programId,
  type SpaceId,
  spaceId,
} from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { invitationKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Key, Write } from "../kernel/ports.ts";
import { type Role, roles } from "../kernel/roles.ts";

/** How long an invitation can be used, in milliseconds. */
const invitationLifetime = 30 * day;

const stored = z.object({
  id: invitationId,
  state: z.enum(["open", "used"]),
  role: z.enum(roles),
  program: z.optional(programId),
  spaces: z.array(spaceId),
  expires: z.number(),
  addressed: z.optional(z.string()),
});
export type Invitation = z.output<typeof stored> & { readonly key: Key };

export interface NewInvitation {
  readonly id: InvitationId;
  readonly role: Role;
  readonly program: ProgramId | undefined;
  readonly spaces: readonly SpaceId[];
  /** Keyed digest of the address to which it goes; the address itself is not kept. */
  readonly addressed?: string | undefined;
  readonly now: number;
}

/** Invitations, found by a keyed digest of their code; the code itself is derived from the id and stored nowhere. */
export const invitationStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => {
  const codeOf = (id: InvitationId): Promise<string> => vault.oneTimeCode("invitation", id);
  const keyOf = async (code: string): Promise<Key> =>
    invitationKey(await vault.blindIndex("invitation", code));
  const byCode = async (code: string): Promise<Invitation | undefined> => {
    const key = await keyOf(code);
    const item = await reader.get(key, { consistent: true });
    return item && { ...readItem(stored, item), key };
  };
  return {
    codeOf,
    byCode,

    create: async ({
      id,
      role,
      program,
      spaces,
      addressed,
      now,
    }: NewInvitation): Promise<{ code: string; expires: number; write: Write }> => {
      const code = await codeOf(id);
      const expires = now + invitationLifetime;
      const known = { ...(program && { program }), ...(addressed && { addressed }) };
      const attributes = { id, state: "open", role, ...known, spaces, expires, v: 1 };
      const key = await keyOf(code);
      return {
        code,
        expires,
        write: { kind: "create", table: "community", key, refuses: "in-progress", attributes },
      };
    },

    /** Lets an invitation that nobody has used live for another 30 days. */
    renew: ({ key, expires }: Invitation, now: number): { expires: number; write: Write } => {
      const renewed = now + invitationLifetime;
      const when = { equals: { state: "open", expires } };
      return {
        expires: renewed,
        write: {
          kind: "update",
          table: "community",
          key,
          refuses: "in-progress",
          set: { expires: renewed },
          when,
        },
      };
    },

    /** Repeats in the transaction that an invitation can still be used, because it is given out again. */
    stillOpen: ({ key, expires }: Invitation): Write => ({
      kind: "require",
      table: "community",
      key,
      refuses: "in-progress",
      when: { equals: { state: "open", expires } },
    }),

    /** Takes the invitation; whoever comes second is refused as for a code that never was. */
    use: ({ key }: Invitation): Write => ({
      kind: "update",
      table: "community",
      key,
      refuses: "invitation-refused",
      set: { state: "used", v: 2 },
      when: { equals: { state: "open" } },
    }),
  };
};
