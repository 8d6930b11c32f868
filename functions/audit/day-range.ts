import { day } from "../kernel/clock.ts";
import type { ProblemCode } from "../kernel/problems.ts";

/** Longest range of days that one search looks through. */
export const longestRange = 31;

/** Whether `from` and `to` (days of UTC, both included) are real days, in order, and not too far apart. */
export function mayRange(from: string, to: string): ProblemCode | undefined {
  const [first, last] = [from, to].map((text) => Date.parse(`${text}T00:00:00.000Z`));
  const real = [from, to].every((text) => isRealDay(text));
  const days = real && first !== undefined && last !== undefined ? (last - first) / day + 1 : 0;
  return days >= 1 && days <= longestRange ? undefined : "invalid-request";
}

const isRealDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
