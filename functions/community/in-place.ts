import type { Caller, Membership } from "../kernel/caller.ts";
import type { MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Item, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { CommunityStores } from "./stores.ts";
import { mayPost, mayRead } from "./thread.ts";

/** Ids of a path, as far as it names a thread. */
interface Place {
  readonly programId: ProgramId;
  readonly spaceId: SpaceId;
  readonly threadId: ThreadId;
}
export interface InPlace {
  readonly member: MemberId;
  readonly membership: Membership;
  /** The active program, still sealed. */
  readonly active: readonly Item[];
  /** Repeats in the transaction that the caller still belongs here. */
  readonly still: Write;
}
type Stores = Pick<CommunityStores, "programs" | "memberships">;

/**
 * Whoever belongs to an active program.
 * @throws Problem `not-found` when it is closed.
 */
export async function inProgram(
  caller: Caller,
  { programId }: Pick<Place, "programId">,
  { programs }: Stores,
): Promise<Omit<InPlace, "still">> {
  const active = await programs.active([programId]);
  if (active.length === 0) throw new Problem("not-found");
  return { ...placed(caller), active };
}

/**
 * Whoever belongs to a space of an active program. Members do by their own record. The care team belongs to every space of its
 * program and to no other: which these are stands in the tenant's texts.
 * @throws Problem `not-found` when the program is closed, or has no such space.
 */
export async function inSpace(
  caller: Caller,
  place: Omit<Place, "threadId">,
  stores: Stores,
): Promise<InPlace> {
  const here = await inProgram(caller, place, stores);
  const { member, membership, active } = here;
  if (poolOf(membership.role) === "members")
    return { ...here, still: stores.memberships.stillActive(member, membership, place.spaceId) };
  const [program] = await stores.programs.openAll(active);
  if (!program?.texts.spaces.some(({ spaceId }) => spaceId === place.spaceId)) throw new Problem("not-found");
  return { ...here, still: stores.memberships.stillActive(member, membership) };
}

/**
 * Whoever belongs to a space, in a thread that lies where the path says.
 * @param wants `post` asks for a thread that is open as well.
 * @throws Problem `not-found`, or `not-allowed` when the thread takes no messages.
 */
export async function inThread(
  caller: Caller,
  place: Place,
  stores: Stores & Pick<CommunityStores, "messages">,
  wants: "post" | "read" = "read",
): Promise<InPlace> {
  const here = await inProgram(caller, place, stores);
  const may = wants === "post" ? mayPost : mayRead;
  const refusal = may(await stores.messages.thread(place.threadId), place);
  if (refusal) throw new Problem(refusal);
  const { member, membership } = here;
  const everywhere = poolOf(membership.role) === "workforce";
  const still = stores.memberships.stillActive(member, membership, everywhere ? undefined : place.spaceId);
  return { ...here, still };
}
