import { day, dayOf } from "../kernel/clock.ts";
import type { ProblemCode } from "../kernel/problems.ts";

/** Longest range of days that one search looks through, event by event. */
export const longestRange = 31;
/** Longest range of days in which the index finds something: longer than the trail is kept. */
export const longestSearched = 3_653;

/** Whether `from` and `to` (days of UTC, both included) are real days, in order, and not too far apart: `longest` days. */
export function mayRange(from: string, to: string, longest: number): ProblemCode | undefined {
  const days = isRealDay(from) && isRealDay(to) ? (startOf(to) - startOf(from)) / day + 1 : 0;
  return days >= 1 && days <= longest ? undefined : "invalid-request";
}

const startOf = (text: string): number => Date.parse(`${text}T00:00:00.000Z`);

/** There are texts that look like days and are none; some of them are read as another day. */
const isRealDay = (text: string): boolean => {
  const start = startOf(text);
  return !Number.isNaN(start) && dayOf(start) === text;
};
