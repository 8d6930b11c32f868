import { describe, expect, it } from "vitest";
import { longestRange, longestSearched, mayRange } from "../../functions/audit/day-range.ts";

describe("a range of days", () => {
  it.each([
    ["one day", "2026-07-20", "2026-07-20"],
    ["31 days", "2026-07-01", "2026-07-31"],
    ["31 days over the end of a year", "2026-12-15", "2027-01-14"],
    ["a leap day", "2028-02-29", "2028-02-29"],
  ])("may be %s", (_, from, to) => {
    expect(mayRange(from, to, longestRange)).toBeUndefined();
  });
  it("may be ten years where the index finds what is looked for, and no more", () => {
    expect(mayRange("2026-01-01", "2036-01-01", longestSearched)).toBeUndefined();
    expect(mayRange("2026-01-01", "2036-01-02", longestSearched)).toBe("invalid-request");
  });
  it.each([
    ["32 days", "2026-07-01", "2026-08-01"],
    ["backwards", "2026-07-21", "2026-07-20"],
    ["from a day that is none", "2026-02-29", "2026-03-01"],
    ["to a day that is none", "2026-06-30", "2026-06-31"],
    ["from a month that is none", "2026-13-01", "2026-12-01"],
    ["from no day", "", "2026-07-20"],
    ["to no day", "2026-07-20", "tomorrow"],
  ])("is refused when it is %s", (_, from, to) => {
    expect(mayRange(from, to, longestRange)).toBe("invalid-request");
  });
});
