import type { MemberId, ProgramId, SpaceId } from "../kernel/ids.ts";
import type { Posted } from "../kernel/posted.ts";
import type { ProblemCode } from "../kernel/problems.ts";

interface Thread {
  readonly program: ProgramId;
  readonly space: SpaceId;
  readonly state: "open" | "closed" | "withdrawn";
}
interface Place {
  readonly programId: ProgramId;
  readonly spaceId: SpaceId;
}

/** A thread is where its path says it is, or it is not there: the access decision was made for the place of the path. */
export const mayRead = (thread: Thread | undefined, place: Place): ProblemCode | undefined =>
  thread?.program === place.programId && thread.space === place.spaceId ? undefined : "not-found";

export const mayPost = (thread: Thread | undefined, place: Place): ProblemCode | undefined =>
  // Stryker disable next-line OptionalChaining: a thread that may be read is there.
  mayRead(thread, place) ?? (thread?.state === "open" ? undefined : "not-allowed");

/** A thread that was withdrawn is gone, unless others have answered in it: their words stay. */
export const isListed = ({
  state,
  by,
  recent,
}: {
  state: Thread["state"];
  by?: MemberId | undefined;
  recent: readonly Posted[];
}): boolean => state !== "withdrawn" || recent.some((post) => post.by !== by);
