import { describe, expect, it } from "vitest";
import { withinDates } from "../../../functions/audit/fhir/dates.ts";
import { stretchOf } from "../../../functions/audit/fhir/query.ts";
import { Problem } from "../../../functions/kernel/problems.ts";

const whole = { from: 0, to: Date.parse("2030-01-01T00:00:00Z") };
const within = (...dates: string[]) => {
  const left = withinDates(dates, whole);
  return left && [new Date(left.from).toISOString(), new Date(left.to).toISOString()];
};

describe("The dates of a FHIR search", () => {
  it.each([
    ["2026", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["2026-12", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["2026-11-26", "2026-11-26T00:00:00.000Z", "2026-11-27T00:00:00.000Z"],
    ["eq2026-11-26", "2026-11-26T00:00:00.000Z", "2026-11-27T00:00:00.000Z"],
    ["2026-11-26T10:30Z", "2026-11-26T10:30:00.000Z", "2026-11-26T10:31:00.000Z"],
    ["2026-11-26T10:30:15Z", "2026-11-26T10:30:15.000Z", "2026-11-26T10:30:16.000Z"],
    ["2026-11-26T10:30:15.5Z", "2026-11-26T10:30:15.500Z", "2026-11-26T10:30:15.501Z"],
    ["2026-11-26T10:30:00-05:00", "2026-11-26T15:30:00.000Z", "2026-11-26T15:30:01.000Z"],
    ["ge2026-11-26", "2026-11-26T00:00:00.000Z", "2030-01-01T00:00:00.000Z"],
    ["gt2026-11-26", "2026-11-27T00:00:00.000Z", "2030-01-01T00:00:00.000Z"],
    ["le2026-11-26", "1970-01-01T00:00:00.000Z", "2026-11-27T00:00:00.000Z"],
    ["lt2026-11-26", "1970-01-01T00:00:00.000Z", "2026-11-26T00:00:00.000Z"],
  ])("%s is from %s to before %s", (date, from, to) => {
    expect(within(date)).toEqual([from, to]);
  });

  it("hold together", () => {
    expect(within("ge2026-11-01", "lt2026-11-03")).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-03T00:00:00.000Z",
    ]);
  });

  it.each([["ge2026-11-03", "lt2026-11-03"], ["2026-02-30"], ["yesterday"], ["ap2026"]])(
    "are refused when they leave nothing, or are none: %s",
    (...dates) => {
      expect(within(...dates)).toBeUndefined();
    },
  );
});

describe("How far back a FHIR search goes", () => {
  const now = Date.parse("2026-11-26T10:00:00Z");
  const patient = "01M8D314QMZKVRHZCBFP6VS4R9";
  const days = (query: Parameters<typeof stretchOf>[0]) => {
    const { from, to } = stretchOf(query, now);
    return [new Date(from).toISOString().slice(0, 10), new Date(to).toISOString().slice(0, 10)];
  };
  it("is 31 days by itself, and ten years with a value of the index", () => {
    expect(days({})).toEqual(["2026-10-27", "2026-11-27"]);
    expect(days({ patient })).toEqual(["2016-11-26", "2026-11-27"]);
    expect(days({ agent: patient })).toEqual(["2016-11-26", "2026-11-27"]);
    expect(days({ outcome: "4" })).toEqual(["2016-11-26", "2026-11-27"]);
  });
  it("is from a first date to the end of today, and as long before a last one", () => {
    expect(days({ date: ["ge2026-11-20"] })).toEqual(["2026-11-20", "2026-11-27"]);
    expect(days({ date: ["le2026-11-20"] })).toEqual(["2026-10-21", "2026-11-21"]);
  });
  it("is never shortened silently: a range that is too long is refused", () => {
    const codeOf = (query: Parameters<typeof stretchOf>[0]) => {
      try {
        return stretchOf(query, now);
      } catch (error) {
        return error instanceof Problem ? [error.code, error.faults[0]?.code] : error;
      }
    };
    expect(codeOf({ date: ["2026"] })).toEqual(["invalid-request", "range-of-1-to-31-days"]);
    expect(codeOf({ date: ["ge2010"], patient })).toEqual(["invalid-request", "range-of-1-day-to-10-years"]);
    expect(codeOf({ date: ["gt2026-11-26"] })).toEqual(["invalid-request", "no-time-left-to-search"]);
    expect(days({ date: ["2026"], patient })).toEqual(["2026-01-01", "2026-11-27"]);
  });
});
