import { type AliasId, aliasId, type MemberId, memberId, type ProgramId, programId } from "../kernel/ids.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type ProgramRole, poolOf, programRoles, type Role } from "../kernel/roles.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { mustWait, untilNextHour } from "./guessing.ts";
import { mayAccept, normalCode } from "./invitation.ts";
import { type Invitation, invitationStore } from "./invitation-store.ts";
import type { joiningRoutes } from "./joining-routes.ts";
import { memberStore } from "./member-store.ts";
import { membershipStore } from "./membership-store.ts";
import { areInForce } from "./notices.ts";
import { triesStore } from "./tries-store.ts";

export const joiningStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  members: memberStore(ports),
  memberships: membershipStore(ports),
  invitations: invitationStore(ports),
  tries: triesStore(ports),
});
export type JoiningStores = ReturnType<typeof joiningStores>;

type Accepting = Request<(typeof joiningRoutes)["acceptInvitation"]>;

/** Stands in the idempotency record for an invitation into the tenant rather than into a program. */
const tenant = "tenant";

export const joiningEndpoints: Endpoints<typeof joiningRoutes, JoiningStores> = {
  acceptInvitation: {
    decide: async (request, stores) => {
      const { caller, body } = request;
      if (!areInForce(body)) throw new Problem("rules-changed");
      const invitation = await invitationOf(request, stores);
      const member = caller.member ?? stores.newId(memberId);
      stores.trail.disclose(member);
      stores.trail.actAs({ actor: member, role: invitation.role, program: invitation.program });
      stores.trail.about(invitation.id);
      stores.trail.note({ rules: body.rulesVersion, privacyNotice: body.privacyNoticeVersion });
      const newcomer =
        caller.member === undefined ? await newcomerWrites(member, request, invitation, stores) : [];
      const { answer, writes } = await joining(member, request, invitation, stores);
      return {
        answer: { status: 201, body: answer },
        writes: [
          stores.invitations.use(invitation),
          ...newcomer,
          ...writes,
          ...addressed(member, invitation, stores),
        ],
        made: answer.programId ?? tenant,
      };
    },

    replay: async ({ caller }, { memberships, trail }, made) => {
      if (caller.member === undefined || caller.role === undefined) throw new Problem("not-a-member");
      if (made === tenant)
        return { status: 201, body: { role: caller.role, programId: null, aliasId: null } };
      const program = programId.parse(made);
      const found = await memberships.in(caller.member, program);
      if (!found) throw new Problem("not-found");
      const { role, aliasId: alias } = found;
      trail.discloseAlias(alias, caller.member);
      return { status: 201, body: { role, programId: program, aliasId: alias } };
    },
  },
};

/** The invitation behind a code. A code that does not work is counted; after too many of them none is looked up any more. */
async function invitationOf(
  { caller, body, at }: Accepting,
  { invitations, tries }: JoiningStores,
): Promise<Invitation> {
  const waits = mustWait(await tries.failed(caller.identity, at.now));
  if (waits)
    throw new Problem("too-many-requests", {
      retryAfter: untilNextHour(at.now),
      ...(waits === "everybody" ? { alarm: "guessed-codes" } : {}),
    });
  const invitation = await invitations.byCode(normalCode(body.code));
  const refusal = mayAccept(invitation, caller.identity.pool, at.now);
  if (!refusal && invitation) return invitation;
  const writes = await tries.fail(caller.identity, at.now);
  throw new Problem(refusal ?? "invitation-refused", { writes });
}

const newcomerWrites = (
  member: MemberId,
  { caller }: Accepting,
  { role }: Invitation,
  { members }: JoiningStores,
): Promise<readonly Write[]> =>
  members.create({
    member,
    issuer: caller.identity.issuer,
    subject: caller.identity.subject,
    role,
  });

/** Whom an administrator finds by the address to which the invitation went. */
const addressed = (member: MemberId, invitation: Invitation, { members }: JoiningStores): readonly Write[] =>
  invitation.addressed === undefined
    ? []
    : [members.hasAddress(invitation.addressed, poolOf(invitation.role), member)];

interface Joined {
  readonly answer: {
    readonly role: Role;
    readonly programId: ProgramId | null;
    readonly aliasId: AliasId | null;
  };
  readonly writes: readonly Write[];
}

/** An invitation into a program makes a membership there; one into the tenant is for people who are no members yet. */
async function joining(
  member: MemberId,
  { caller, body }: Accepting,
  { role, program, spaces }: Invitation,
  { memberships, newId }: JoiningStores,
): Promise<Joined> {
  if (program === undefined) {
    if (caller.member !== undefined) throw new Problem("already-a-member");
    return { answer: { role, programId: null, aliasId: null }, writes: [] };
  }
  const alias = newId(aliasId);
  const held = heldInProgram(role);
  const writes = await memberships.join({
    member,
    programId: program,
    role: held,
    spaces,
    aliasId: alias,
    alias: body.alias,
  });
  return { answer: { role, programId: program, aliasId: alias }, writes };
}

function heldInProgram(role: Role): ProgramRole {
  const held = programRoles.find((candidate) => candidate === role);
  if (held === undefined) throw new Problem("internal");
  return held;
}
