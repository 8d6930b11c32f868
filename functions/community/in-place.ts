import type { Caller, Membership } from "../kernel/caller.ts";
import type { MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Program } from "../programs/program-store.ts";
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
interface InSpace extends InPlace {
  readonly program: Program;
}

/**
 * Whoever is in a space of an active program, with the write that repeats it. The care team has a right to the whole program:
 * that the space is one of it must be looked up.
 * @throws Problem `not-found` when the program is closed, or the space is not one of it.
 */
export async function inSpace(
  caller: Caller,
  { programId, spaceId }: Omit<Place, "threadId">,
  { programs, memberships }: Pick<CommunityStores, "programs" | "memberships">,
): Promise<InSpace> {
  const { member, membership } = placed(caller);
  const program = await programs.byId(programId);
  if (!program?.texts.spaces.some((space) => space.spaceId === spaceId)) throw new Problem("not-found");
  return { member, membership, still: stillBelongs(caller, spaceId, memberships), program };
}

function stillBelongs(caller: Caller, space: SpaceId, memberships: CommunityStores["memberships"]): Write {
  const { member, membership } = placed(caller);
  const everywhere = poolOf(membership.role) === "workforce";
  return memberships.stillActive(member, membership, everywhere ? undefined : space);
}

/**
 * Whoever is in a thread of an active program that lies where the path says.
 * @param wants `post` asks for a thread that is open as well.
 * @throws Problem `not-found`, or `not-allowed` when the thread takes no messages.
 */
export async function inThread(
  caller: Caller,
  place: Place,
  stores: Pick<CommunityStores, "programs" | "memberships" | "messages">,
  wants: "post" | "read" = "read",
): Promise<InPlace> {
  const { member, membership } = placed(caller);
  if ((await stores.programs.active([place.programId])).length === 0) throw new Problem("not-found");
  const may = wants === "post" ? mayPost : mayRead;
  const refusal = may(await stores.messages.thread(place.threadId), place);
  if (refusal) throw new Problem(refusal);
  return { member, membership, still: stillBelongs(caller, place.spaceId, stores.memberships) };
}
