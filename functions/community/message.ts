import { minute, second } from "../kernel/clock.ts";
import type { MemberId } from "../kernel/ids.ts";
import type { ProblemCode } from "../kernel/problems.ts";

/** How long after posting its author may change a message, in milliseconds. */
export const editWindow = 15 * minute;
/** How long after posting its author may take a message back as if it had never been written, in milliseconds. */
export const undoWindow = 30 * second;
/** How often a message may be edited: each edit keeps the text before it. */
export const mostVersions = 20;

/** A message as the rules see it. */
interface Written {
  readonly author: MemberId;
  readonly state: "open" | "erased" | "damaged" | "deleted";
  /** Instant, ISO 8601. */
  readonly postedAt: string;
  readonly version: number;
}

type Judge = (message: Written) => ProblemCode | undefined;

/** Only what can be read can be changed, and only by who wrote it. */
function whenOwn(message: Written | undefined, me: MemberId, judge: Judge): ProblemCode | undefined {
  if (message?.state !== "open") return "not-found";
  return message.author === me ? judge(message) : "not-allowed";
}

const isWithin = (window: number, { postedAt }: Written, now: number): boolean =>
  now < Date.parse(postedAt) + window;

export const mayEdit = (message: Written | undefined, me: MemberId, now: number): ProblemCode | undefined =>
  whenOwn(message, me, (own) => {
    if (!isWithin(editWindow, own, now)) return "too-late";
    return own.version < mostVersions ? undefined : "limit-reached";
  });

export const mayUndo = (message: Written | undefined, me: MemberId, now: number): ProblemCode | undefined =>
  whenOwn(message, me, (own) => (isWithin(undoWindow, own, now) ? undefined : "too-late"));

export const mayDelete = (message: Written | undefined, me: MemberId): ProblemCode | undefined =>
  whenOwn(message, me, () => undefined);

/** Support is for others. */
export function mayReact(message: Written | undefined, me: MemberId): ProblemCode | undefined {
  if (message?.state !== "open") return "not-found";
  return message.author === me ? "not-allowed" : undefined;
}
