import type { MemberId } from "../kernel/ids.ts";
import { known } from "../kernel/placed.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { pools } from "../kernel/roles.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import type { personRoutes } from "./person-routes.ts";
import type { ProgramStores } from "./stores.ts";
import { type Act, acts, mayInTenant } from "./suspension.ts";

/** What both directions are given. */
type Becoming = Pick<Request<(typeof personRoutes)["suspendPerson"]>, "caller" | "params" | "body">;
type State = "active" | "suspended";

/** What the sign-in is told when Kith's own record has become true. */
const told = { suspend: "disable", reactivate: "enable" } as const;

/** One endpoint for both directions. */
const becoming = (act: Act) => ({
  decide: async ({ caller, params, body }: Becoming, stores: ProgramStores) => {
    const administrator = known(caller);
    const { memberId: member } = params;
    const found = await stores.members.byId(member);
    const refusal = mayInTenant(act, administrator, found && { member, state: found.state });
    if (refusal) throw new Problem(refusal);
    stores.trail.note({ reason: body.reason });
    return {
      answer: answer(member, acts[act].to, stores),
      writes: [
        stores.members.stillHolds(administrator, "administrator"),
        ...(await change(act, member, stores)),
      ],
      made: member,
    };
  },

  replay: async ({ params: { memberId: member } }: Becoming, stores: ProgramStores) => {
    const found = await stores.members.byId(member);
    if (!found) throw new Problem("not-found");
    return answer(member, found.state, stores);
  },
});

export const personEndpoints: Endpoints<typeof personRoutes, ProgramStores> = {
  findPerson: {
    decide: async ({ body }, stores) => {
      const people = await behind(body.email, stores);
      const [first] = people;
      if (!first) throw new Problem("person-unknown");
      return { answer: { status: 200, body: { people } }, made: first.memberId };
    },

    replay: async ({ body }, stores) => ({ status: 200, body: { people: await behind(body.email, stores) } }),
  },

  suspendPerson: becoming("suspend"),
  reactivatePerson: becoming("reactivate"),
};

/** Kith's own record, which refuses at once, and what the sign-in is told afterwards: both or neither. */
async function change(
  act: Act,
  member: MemberId,
  { members, outbox }: ProgramStores,
): Promise<readonly Write[]> {
  const account = await members.signInOf(member);
  const { from, to } = acts[act];
  return [members.become(member, from, to), await outbox.tell({ do: told[act], ...account })];
}

/** One address may have an account in each pool. */
async function behind(email: string, { members, trail }: ProgramStores) {
  const found = await Promise.all(pools.map((pool) => members.byEmail(email, pool)));
  const people = await Promise.all(
    found.flatMap((member) => (member === undefined ? [] : [stateOf(member, members)])),
  );
  for (const { memberId } of people) trail.disclose(memberId);
  return people;
}

async function stateOf(member: MemberId, members: ProgramStores["members"]) {
  const found = await members.byId(member);
  if (!found) throw new Problem("unavailable");
  return { memberId: member, joinedAs: found.joinedAs, state: found.state };
}

function answer(member: MemberId, state: State, { trail }: ProgramStores) {
  trail.about(member);
  trail.disclose(member);
  return { status: 200 as const, body: { memberId: member, state } };
}
