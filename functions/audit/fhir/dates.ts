import { day } from "../../kernel/clock.ts";

/** A stretch of time: from an instant on, and before another; milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A date of a FHIR search: a prefix, and a year, month, day, or an instant with its zone (FHIR R4, section 3.1.1.4.7). */
export const searchDate =
  /^(eq|ge|gt|le|lt)?(20\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d))?)?)?$/;

/** What all of some dates leave of a stretch; undefined when one is no date, or nothing is left. */
export function withinDates(dates: readonly string[], whole: Stretch): Stretch | undefined {
  let left = whole;
  for (const date of dates) {
    const [, prefix = "eq", ...rest] = searchDate.exec(date) ?? [];
    const meant = stretchOf(rest);
    if (meant === undefined) return undefined;
    left = cut(left, prefix, meant);
  }
  return left.from < left.to ? left : undefined;
}

function cut({ from, to }: Stretch, prefix: string, meant: Stretch): Stretch {
  const first = { eq: meant.from, ge: meant.from, gt: meant.to }[prefix] ?? from;
  const last = { eq: meant.to, le: meant.to, lt: meant.from }[prefix] ?? to;
  return { from: Math.max(from, first), to: Math.min(to, last) };
}

/** The stretch that a date of less precision covers. */
function stretchOf(parts: readonly (string | undefined)[]): Stretch | undefined {
  const [year, month, date, hours, minutes, seconds, fraction, zone] = parts;
  if (year === undefined) return undefined;
  if (month === undefined) return { from: Date.UTC(Number(year), 0), to: Date.UTC(Number(year) + 1, 0) };
  const index = Number(month) - 1;
  if (date === undefined)
    return { from: Date.UTC(Number(year), index), to: Date.UTC(Number(year), index + 1) };
  const midnight = Date.parse(`${year}-${month}-${date}T00:00:00.000Z`);
  // Some texts of days are read as another day.
  if (new Date(midnight).getUTCDate() !== Number(date)) return undefined;
  if (hours === undefined) return { from: midnight, to: midnight + day };
  const ms = `${seconds ?? "00"}.${(fraction ?? "").padEnd(3, "0")}`;
  const from = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${ms}${zone}`);
  const length = fraction === undefined ? (seconds === undefined ? 60_000 : 1_000) : 1;
  return { from, to: from + length };
}
