import { type AliasId, aliasId, type MemberId, memberId, type ProgramId, programId } from "../kernel/ids.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type ProgramRole, programRoles, type Role } from "../kernel/roles.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { mayAccept, normalCode } from "./invitation.ts";
import { type Invitation, invitationStore } from "./invitation-store.ts";
import { memberStore } from "./member-store.ts";
import { membershipStore } from "./membership-store.ts";
import type { members } from "./routes.ts";

export const memberStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  members: memberStore(ports),
  memberships: membershipStore(ports),
  invitations: invitationStore(ports),
});
export type MemberStores = ReturnType<typeof memberStores>;

type Accepting = Request<(typeof members)["acceptInvitation"]>;

/** Stands in the idempotency record for an invitation into the tenant rather than into a program. */
const tenant = "tenant";

export const memberEndpoints: Endpoints<typeof members, MemberStores> = {
  acceptInvitation: {
    decide: async (request, stores) => {
      const { caller, body, at } = request;
      const invitation = await stores.invitations.byCode(normalCode(body.code));
      const refusal = mayAccept(invitation, caller.identity.pool, at.now);
      if (refusal || !invitation) throw new Problem(refusal ?? "invitation-refused");
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
        writes: [stores.invitations.use(invitation), ...newcomer, ...writes],
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

const newcomerWrites = (
  member: MemberId,
  { caller }: Accepting,
  { role }: Invitation,
  { members }: MemberStores,
): Promise<readonly Write[]> =>
  members.create({
    member,
    issuer: caller.identity.issuer,
    subject: caller.identity.subject,
    role,
  });

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
  { memberships, newId }: MemberStores,
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
