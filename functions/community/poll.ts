import type { ProblemCode } from "../kernel/problems.ts";

/** A poll as the rules see it. */
export interface Poll {
  readonly options: readonly string[];
  /** Milliseconds since the epoch. */
  readonly closes: number | undefined;
}

export const isOpen = ({ closes }: Poll, now: number): boolean => closes === undefined || now < closes;

/** A vote for an option, counted from 0, or `null` to take one's vote back. */
export function mayVote(poll: Poll | undefined, option: number | null, now: number): ProblemCode | undefined {
  if (poll === undefined) return "not-found";
  if (!isOpen(poll, now)) return "poll-closed";
  return (option ?? 0) < poll.options.length ? undefined : "invalid-request";
}
