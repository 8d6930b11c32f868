import { instant } from "../kernel/clock.ts";
import { invitationId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import type { Addressee } from "../members/addressee-store.ts";
import type { Invitation } from "../members/invitation-store.ts";
import type { invitationRoutes } from "./invitation-routes.ts";
import { areOf, mayInvite, mayInviteAgain } from "./inviting.ts";
import type { ProgramStores } from "./stores.ts";

type Inviting = Request<(typeof invitationRoutes)["createInvitation"]>;

/** What becomes of a request for an invitation: one that is new, or the one that is there. */
interface Invited {
  readonly id: Invitation["id"];
  readonly code: string;
  readonly expires: number;
  readonly writes: readonly Write[];
}

export const invitationEndpoints: Endpoints<typeof invitationRoutes, ProgramStores> = {
  createInvitation: {
    decide: async (request, stores) => {
      const { member, membership } = placed(request.caller);
      await mustBeAllowed(request, stores);
      const addressee = await addresseeOf(request, stores);
      const invited = await (addressee?.open
        ? again(addressee.open, stores)
        : anew(request, addressee, stores));
      stores.trail.about(invited.id);
      return {
        answer: { status: 201, body: shown(invited) },
        writes: [stores.memberships.stillActive(member, membership), ...invited.writes],
        made: invited.id,
      };
    },

    replay: async (_, { invitations, trail }, made) => {
      const id = invitationId.parse(made);
      trail.about(id);
      const code = await invitations.codeOf(id);
      const invitation = await invitations.byCode(code);
      if (!invitation) throw new Problem("not-found");
      return { status: 201, body: shown({ ...invitation, code }) };
    },
  },
};

/** @throws Problem when this caller may not invite so, or a field says something that cannot be. */
async function mustBeAllowed(
  { caller, params, body }: Inviting,
  { programs }: Pick<ProgramStores, "programs">,
): Promise<void> {
  const program = await programs.byId(params.programId);
  if (!program) throw new Problem("not-found");
  const spaces = program.texts.spaces.map(({ spaceId }) => spaceId);
  const refusal = mayInvite(caller.role, body.role) ?? areOf(spaces, body.spaceIds);
  if (refusal) throw new Problem(refusal);
  if (body.language !== undefined && body.email === undefined)
    throw new Problem("invalid-request", { faults: [{ pointer: "#/language", code: "only-with-email" }] });
}

/** Who the address of a request is to the program; `undefined` when it names none. */
async function addresseeOf(
  { params, body, at }: Inviting,
  { addressees }: Pick<ProgramStores, "addressees">,
): Promise<Addressee | undefined> {
  if (body.email === undefined) return undefined;
  const person = { email: body.email, pool: poolOf(body.role) };
  const addressee = await addressees.find(person, params.programId, at.now);
  const refusal = mayInviteAgain(addressee, { role: body.role, spaces: body.spaceIds });
  if (refusal) throw new Problem(refusal);
  return addressee;
}

/** The invitation that the address has is given out again: nobody gets two. */
async function again(open: Invitation, { invitations, trail }: ProgramStores): Promise<Invited> {
  trail.note({ again: "unchanged" });
  return { ...open, code: await invitations.codeOf(open.id), writes: [invitations.stillOpen(open)] };
}

async function anew(
  request: Inviting,
  addressee: Addressee | undefined,
  stores: ProgramStores,
): Promise<Invited> {
  const { params, body, at } = request;
  const id = stores.newId(invitationId);
  const place = { program: params.programId, spaces: body.spaceIds, addressed: addressee?.addressed };
  const made = await stores.invitations.create({ id, role: body.role, ...place, now: at.now });
  const forAddress = addressee ? await addressing(id, request, addressee, stores) : [];
  return { id, code: made.code, expires: made.expires, writes: [made.write, ...forAddress] };
}

/** Which invitation the address has now, and that its person is to have an account. */
async function addressing(
  id: Invitation["id"],
  { body: { role, email, language }, at }: Inviting,
  addressee: Addressee,
  { addressees, outbox }: ProgramStores,
): Promise<readonly Write[]> {
  if (email === undefined) return [];
  const task = { do: "create", pool: poolOf(role), email, language: language ?? at.language } as const;
  return [addressees.remember(addressee, id), await outbox.tell(task)];
}

const shown = ({ id, code, expires }: Pick<Invited, "id" | "code" | "expires">) => ({
  invitationId: id,
  code,
  expiresAt: instant(expires),
});
