import { nextCron, parseCron } from "./cron.ts";

/** Gives the next time after a time; undefined when there is none. */
export type Schedule = (after: Date) => Date | undefined;

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads a ScheduleExpression of EventBridge: `rate(5 minutes)` or `cron(0 8 ? * MON-FRI *)`.
 * @throws Error when it is neither.
 */
export function parseSchedule(expression: string): Schedule {
  const [, kind, content = ""] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === "rate") return rate(content);
  if (kind !== "cron") throw new Error("A schedule is neither a rate nor a cron expression.");
  const cron = parseCron(content);
  return (after) => nextCron(cron, after);
}

function rate(content: string): Schedule {
  const [, digits = "", unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(content) ?? [];
  const count = Number(digits);
  if (!isUnit(unit) || (count === 1) !== (plural === ""))
    throw new Error("A rate is not one that EventBridge takes.");
  return (after) => new Date(after.getTime() + count * unitMs[unit]);
}

function isUnit(unit: string | undefined): unit is keyof typeof unitMs {
  return unit !== undefined && Object.hasOwn(unitMs, unit);
}
