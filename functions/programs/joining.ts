import type { Membership } from "../kernel/caller.ts";
import { day } from "../kernel/clock.ts";
import type { Joining } from "../kernel/conditions.ts";
import type { SpaceId } from "../kernel/ids.ts";
import type { ProblemCode } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";

/** How long a space that was left can be returned to, in milliseconds. */
const timeToReturn = 30 * day;

interface Space {
  readonly spaceId: SpaceId;
  readonly joining: Joining;
}
type Member = Pick<Membership, "role" | "spaces" | "left">;
/** Which spaces a membership has after a change. */
type Places = Pick<Membership, "spaces" | "left">;

/** The care team and the manager belong to every space of their program, the others to those they came into. */
export const belongsTo = ({ role, spaces }: Member, { spaceId }: Space): boolean =>
  poolOf(role) === "workforce" || spaces.includes(spaceId);

/** Whether a space that was left can still be returned to. @param leaving which space, and when. */
export const canReturn = (leaving: string, now: number): boolean => now < endOf(leaving);

/** Until when the member can return into a space they left (milliseconds since 1970); `undefined` when they cannot now. */
export function returnUntil({ left }: Member, { spaceId }: Space, now: number): number | undefined {
  const leaving = left.find((one) => isOf(one, spaceId));
  return leaving !== undefined && canReturn(leaving, now) ? endOf(leaving) : undefined;
}

/** A space into which one must be invited does not exist for a member who is not in it and cannot return. */
export const isShown = (member: Member, space: Space, now: number): boolean =>
  space.joining === "open" || belongsTo(member, space) || returnUntil(member, space, now) !== undefined;

export const mayJoin = (member: Member, space: Space): ProblemCode | undefined =>
  space.joining === "open" || member.spaces.includes(space.spaceId) ? undefined : "not-found";

/** Whoever left a space already is told so again. */
export const mayLeave = (member: Member, space: Space, now: number): ProblemCode | undefined =>
  member.spaces.includes(space.spaceId) || returnUntil(member, space, now) !== undefined
    ? undefined
    : "not-found";

export function mayReturn(member: Member, space: Space, now: number): ProblemCode | undefined {
  if (member.spaces.includes(space.spaceId) || returnUntil(member, space, now) !== undefined)
    return undefined;
  return member.left.some((leaving) => isOf(leaving, space.spaceId)) ? "too-late" : "not-found";
}

/** With a space more. */
export const entered = ({ spaces, left }: Member, space: SpaceId): Places => ({
  spaces: [...spaces, space],
  left: left.filter((leaving) => !isOf(leaving, space)),
});

/** With a space less, and the time at which it was left. Whoever is in a space has no leaving of it: entering took it away. */
export const departed = ({ spaces, left }: Member, space: SpaceId, now: number): Places => ({
  spaces: spaces.filter((one) => one !== space),
  left: [...left, `${space}.${now}`],
});

const isOf = (leaving: string, space: SpaceId): boolean => leaving.startsWith(`${space}.`);

/** The end of the time to return: counted from when it was left, which stands behind the dot. */
const endOf = (leaving: string): number => Number(leaving.slice(leaving.indexOf(".") + 1)) + timeToReturn;
