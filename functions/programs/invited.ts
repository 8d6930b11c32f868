import { instant } from "../kernel/clock.ts";
import { type InvitationId, invitationId, type ProgramId, type SpaceId } from "../kernel/ids.ts";
import type { Language } from "../kernel/language.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf, type Role } from "../kernel/roles.ts";
import type { Addressee } from "../members/addressee-store.ts";
import type { Invitation } from "../members/invitation-store.ts";
import { mayInviteAgain } from "./inviting.ts";
import type { ProgramStores } from "./stores.ts";

/** An invitation that its inviter may make. */
export interface AskedInvitation {
  readonly role: Role;
  /** `undefined` for the roles of the tenant. */
  readonly program: ProgramId | undefined;
  readonly spaces: readonly SpaceId[];
  readonly email: string | undefined;
  /** Of the mail to that address. */
  readonly language: Language;
  readonly now: number;
}

/** What becomes of it: an invitation that is new, or the one that is there. */
export interface Invited {
  readonly id: InvitationId;
  readonly code: string;
  readonly expires: number;
  readonly writes: readonly Write[];
}

/** @throws Problem when the person behind the address has joined already, or is invited otherwise. */
export async function invited(asked: AskedInvitation, stores: ProgramStores): Promise<Invited> {
  const addressee = await addresseeOf(asked, stores);
  const made = await (addressee?.open ? again(addressee.open, stores) : anew(asked, addressee, stores));
  stores.trail.about(made.id);
  return made;
}

/** The answer of a repeat, from the invitation that the first request made. */
export async function invitedBefore(made: string, { invitations, trail }: ProgramStores) {
  const id = invitationId.parse(made);
  trail.about(id);
  const code = await invitations.codeOf(id);
  const invitation = await invitations.byCode(code);
  if (!invitation) throw new Problem("not-found");
  return answer({ ...invitation, code });
}

export const answer = ({ id, code, expires }: Pick<Invited, "id" | "code" | "expires">) => ({
  status: 201 as const,
  body: { invitationId: id, code, expiresAt: instant(expires) },
});

/** Who the address is; `undefined` when there is none. */
async function addresseeOf(
  { email, role, program, spaces, now }: AskedInvitation,
  { addressees }: Pick<ProgramStores, "addressees">,
): Promise<Addressee | undefined> {
  if (email === undefined) return undefined;
  const addressee = await addressees.find({ email, pool: poolOf(role) }, program, now);
  const refusal = mayInviteAgain(addressee, { role, spaces });
  if (refusal) throw new Problem(refusal);
  return addressee;
}

/** The invitation that the address has is given out again: nobody gets two. */
async function again(open: Invitation, { invitations, trail }: ProgramStores): Promise<Invited> {
  trail.note({ again: "unchanged" });
  return { ...open, code: await invitations.codeOf(open.id), writes: [invitations.stillOpen(open)] };
}

async function anew(
  asked: AskedInvitation,
  addressee: Addressee | undefined,
  stores: ProgramStores,
): Promise<Invited> {
  const id = stores.newId(invitationId);
  const { role, program, spaces, now } = asked;
  const place = { program, spaces, addressed: addressee?.addressed };
  const made = await stores.invitations.create({ id, role, ...place, now });
  const forAddress = addressee ? await addressing(id, asked, addressee, stores) : [];
  return { id, code: made.code, expires: made.expires, writes: [made.write, ...forAddress] };
}

/** Which invitation the address has now, and that its person is to have an account. */
async function addressing(
  id: InvitationId,
  { role, email, language }: AskedInvitation,
  addressee: Addressee,
  { addressees, outbox }: ProgramStores,
): Promise<readonly Write[]> {
  if (email === undefined) return [];
  const task = { do: "create", pool: poolOf(role), email, language } as const;
  return [addressees.remember(addressee, id), await outbox.tell(task)];
}
