import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchedule } from "../../../local/schedules/expression.ts";

function next(expression: string, after: string): string | undefined {
  return parseSchedule(expression)(new Date(after))?.toISOString();
}

describe("a schedule comes next", () => {
  it.each([
    ["rate(1 minute)", "2026-11-22T10:00:30.000Z", "2026-11-22T10:01:30.000Z"],
    ["rate(15 minutes)", "2026-11-22T10:00:00.000Z", "2026-11-22T10:15:00.000Z"],
    ["rate(1 day)", "2026-11-22T10:00:00.000Z", "2026-11-23T10:00:00.000Z"],
    ["cron(0 10 * * ? *)", "2026-11-22T10:00:00.000Z", "2026-11-23T10:00:00.000Z"],
    ["cron(15 12 * * ? *)", "2026-11-22T12:14:59.999Z", "2026-11-22T12:15:00.000Z"],
    ["cron(0 18 ? * MON-FRI *)", "2026-11-20T18:00:00.000Z", "2026-11-23T18:00:00.000Z"],
    ["cron(0 8 1 * ? *)", "2026-11-22T00:00:00.000Z", "2026-12-01T08:00:00.000Z"],
    ["cron(0/15 * * * ? *)", "2026-11-22T10:46:00.000Z", "2026-11-22T11:00:00.000Z"],
    ["cron(5,35 8-17/3 ? JAN 1 *)", "2026-11-22T10:00:00.000Z", "2027-01-03T08:05:00.000Z"],
    ["cron(0 0 29 2 ? *)", "2026-11-22T10:00:00.000Z", "2028-02-29T00:00:00.000Z"],
  ])("%s after %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it("never, when its years are over", () => {
    expect(next("cron(0 0 1 1 ? 2025)", "2026-11-22T10:00:00.000Z")).toBeUndefined();
  });

  it("always after the time that is asked about", () => {
    const minutes = fc.integer({ min: 0, max: 59 });
    const hours = fc.integer({ min: 0, max: 23 });
    const times = fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(minutes, hours, times, (minute, hour, after) => {
        const time = parseSchedule(`cron(${minute} ${hour} * * ? *)`)(after);
        expect([time?.getUTCMinutes(), time?.getUTCHours()]).toEqual([minute, hour]);
        const wait = (time?.getTime() ?? 0) - after.getTime();
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(86_400_000);
      }),
    );
  });
});

describe("a schedule is refused", () => {
  it.each([
    "rate(1 minutes)",
    "rate(2 minute)",
    "rate(0 minutes)",
    "rate(1 week)",
    "rate(1.5 hours)",
    "at(2026-11-22T10:00:00)",
    "cron(0 10 * * ?)",
    "cron(0 10 * * * *)",
    "cron(0 10 ? * ? *)",
    "cron(60 10 * * ? *)",
    "cron(0 10 L * ? *)",
    "cron(0 10 ? * 6#3 *)",
    "cron(0 10 ? * MONDAY *)",
    "cron(0 10-8 * * ? *)",
    "cron(0/0 10 * * ? *)",
    "cron(,5 10 * * ? *)",
    "",
  ])("%s", (expression) => {
    expect(() => parseSchedule(expression)).toThrow();
  });
});
