import { describe, expect, it } from "vitest";
import { day, dayOf, hour, instant, minute, monthOf, second } from "../../functions/kernel/clock.ts";

describe("times", () => {
  it("are milliseconds", () => {
    expect([second, minute, hour, day]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
  });
  it("are written in UTC with milliseconds", () => {
    expect(instant(0)).toBe("1970-01-01T00:00:00.000Z");
  });
  it("belong to the day and month of UTC, to the millisecond", () => {
    const newYear = Date.UTC(2027, 0, 1);
    expect([dayOf(newYear - 1), monthOf(newYear - 1)]).toEqual(["2026-12-31", "2026-12"]);
    expect([dayOf(newYear), monthOf(newYear)]).toEqual(["2027-01-01", "2027-01"]);
  });
});
