import { day, minute } from "../kernel/clock.ts";
import type { LogReport } from "../kernel/log.ts";

/** What a person is told of the log, the worst first. */
export const integrityStates = [
  "altered",
  "not-sealed",
  "late",
  "violations",
  "not-verified",
  "intact",
] as const;
export type IntegrityState = (typeof integrityStates)[number];

/** How soon an event is in the log, in milliseconds: what is aimed at, when somebody is woken, what is promised. */
export const promise = { target: 2 * minute, alarm: 5 * minute, promised: 15 * minute } as const;
/** For how long a violation stands at the top. */
const recent = 30 * day;
/** Every entry is read again once a day: after two, something holds it up. */
const stale = 2 * day;

/** The one word for all of it. @param now milliseconds since the epoch. */
export function integrityOf({ head, verification, violations }: LogReport, now: number): IntegrityState {
  if (verification?.found !== undefined) return "altered";
  if (head === undefined) return "not-sealed";
  if (now - head.mark > promise.promised) return "late";
  if (violations.some(({ at }) => now - at <= recent)) return "violations";
  const { full } = verification ?? {};
  return full === undefined || now - full.at > stale ? "not-verified" : "intact";
}
