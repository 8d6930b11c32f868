import type { Caller, Membership } from "../kernel/caller.ts";
import type { MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Write } from "../kernel/ports.ts";
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
interface InPlace {
  readonly member: MemberId;
  readonly membership: Membership;
  /** Repeats in the transaction that the caller still belongs here. */
  readonly still: Write;
}

/**
 * Whoever writes in a space of an active program, with the write that repeats it.
 * @throws Problem `not-found` when the program is closed.
 */
export async function inSpace(
  caller: Caller,
  { programId, spaceId }: Omit<Place, "threadId">,
  { programs, memberships }: Pick<CommunityStores, "programs" | "memberships">,
): Promise<InPlace> {
  const { member, membership } = placed(caller);
  if ((await programs.active([programId])).length === 0) throw new Problem("not-found");
  const everywhere = poolOf(membership.role) === "workforce";
  const still = memberships.stillActive(member, membership, everywhere ? undefined : spaceId);
  return { member, membership, still };
}

/**
 * The same in a thread that lies where the path says.
 * @param wants `post` asks for a thread that is open as well.
 * @throws Problem `not-found`, or `not-allowed` when the thread takes no messages.
 */
export async function inThread(
  caller: Caller,
  place: Place,
  stores: Pick<CommunityStores, "programs" | "memberships" | "messages">,
  wants: "post" | "read" = "read",
): Promise<InPlace> {
  const here = await inSpace(caller, place, stores);
  const may = wants === "post" ? mayPost : mayRead;
  const refusal = may(await stores.messages.thread(place.threadId), place);
  if (refusal) throw new Problem(refusal);
  return here;
}
