/** The six fields of a cron expression of EventBridge, each as the set of values that it matches. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Days searched for the next time: enough to meet a leap day. */
const HORIZON_DAYS = 9 * 366;
const DAY_MS = 86_400_000;

/**
 * Reads the fields between the brackets of `cron(…)`.
 * @throws Error for anything that this run does not know, among it `L`, `W` and `#`.
 */
export function parseCron(fields: string): Cron {
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years, ...more] = fields.trim().split(/\s+/);
  if (years === undefined || more.length > 0) throw new Error("A cron expression has six fields.");
  if ((daysOfMonth === "?") === (daysOfWeek === "?"))
    throw new Error("One of a cron expression's two day fields is ?.");
  return {
    minutes: valuesOf(minutes, { least: 0, most: 59 }),
    hours: valuesOf(hours, { least: 0, most: 23 }),
    daysOfMonth: valuesOf(daysOfMonth, { least: 1, most: 31 }),
    months: valuesOf(months, { least: 1, most: 12, names: MONTHS }),
    daysOfWeek: valuesOf(daysOfWeek, { least: 1, most: 7, names: DAYS }),
    years: valuesOf(years, { least: 1970, most: 2199 }),
  };
}

/** The first whole minute after the given time, in UTC, that the expression matches; undefined when there is none soon. */
export function nextCron(cron: Cron, after: Date): Date | undefined {
  const today = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate());
  for (let day = 0; day < HORIZON_DAYS; day++) {
    const date = new Date(today + day * DAY_MS);
    const time = matchesDay(cron, date) ? firstTime(cron, date, after) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

function matchesDay(cron: Cron, date: Date): boolean {
  return (
    cron.years.has(date.getUTCFullYear()) &&
    cron.months.has(date.getUTCMonth() + 1) &&
    cron.daysOfMonth.has(date.getUTCDate()) &&
    cron.daysOfWeek.has(date.getUTCDay() + 1)
  );
}

function firstTime(cron: Cron, date: Date, after: Date): Date | undefined {
  const times = [...cron.hours].flatMap((hour) =>
    [...cron.minutes].map((minute) => (hour * 60 + minute) * 60_000),
  );
  const next = times.map((time) => date.getTime() + time).filter((time) => time > after.getTime());
  return next.length === 0 ? undefined : new Date(Math.min(...next));
}

function valuesOf(text: string | undefined, field: Field): ReadonlySet<number> {
  return new Set((text ?? "").split(",").flatMap((item) => rangeOf(item, field)));
}

function rangeOf(item: string, field: Field): readonly number[] {
  const [range = "", stepText = "1"] = item.split("/");
  const [from, to] = bounds(range, field, item.includes("/"));
  const step = Number(stepText);
  if (!Number.isInteger(step) || step < 1 || from > to)
    throw new Error("A cron expression has a field that is not known.");
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function bounds(range: string, field: Field, isStepped: boolean): readonly [number, number] {
  if (range === "*" || range === "?") return [field.least, field.most];
  const [first = "", last] = range.split("-");
  const from = numberOf(first, field);
  if (last !== undefined) return [from, numberOf(last, field)];
  return [from, isStepped ? field.most : from];
}

function numberOf(text: string, { least, most, names = [] }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : Number(text);
  if (/^\d+$/.test(text) || named >= 0) if (value >= least && value <= most) return value;
  throw new Error("A cron expression has a field that is not known.");
}
