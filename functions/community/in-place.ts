import type { Caller, Membership } from "../kernel/caller.ts";
import type { MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Item, Write } from "../kernel/ports.ts";
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
export interface InPlace {
  readonly member: MemberId;
  readonly membership: Membership;
  /** The active program, still sealed. */
  readonly active: readonly Item[];
  /** Repeats in the transaction that the caller still belongs here. */
  readonly still: Write;
}
interface InSpace extends InPlace {
  readonly program: Program;
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
 * Whoever is in a space of an active program, with the write that repeats it. The care team has a right to the whole program:
 * that the space is one of it must be looked up, in the tenant's own texts.
 * @throws Problem `not-found` when the program is closed, or the space is not one of it.
 */
export async function inSpace(
  caller: Caller,
  place: Omit<Place, "threadId">,
  stores: Stores,
): Promise<InSpace> {
  const here = await inProgram(caller, place, stores);
  const [program] = await stores.programs.openAll(here.active);
  if (!program?.texts.spaces.some(({ spaceId }) => spaceId === place.spaceId)) throw new Problem("not-found");
  return { ...here, still: stillBelongs(here, place.spaceId, stores), program };
}

/**
 * Whoever is in a thread of an active program that lies where the path says.
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
  return { ...here, still: stillBelongs(here, place.spaceId, stores) };
}

function stillBelongs(
  { member, membership }: Omit<InPlace, "still">,
  space: SpaceId,
  { memberships }: Stores,
): Write {
  const everywhere = poolOf(membership.role) === "workforce";
  return memberships.stillActive(member, membership, everywhere ? undefined : space);
}
