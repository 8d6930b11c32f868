import { describe, expect, it } from "vitest";
import type { Figure } from "../../bench/figure.ts";
import { verdict } from "../../bench/verdict.ts";

const figure = (row: number, more: Partial<Figure> = {}): Figure => ({
  row,
  what: `figure of ${row}`,
  value: 2,
  unit: "s",
  ...more,
});

describe("what the benchmark says below its table", () => {
  it("is that all is met only of the rows that have a budget, and which rows have none", () => {
    expect(verdict([figure(1, { budget: 2 }), figure(1), figure(4), figure(4), figure(5)])).toBe(
      [
        "Every budget that was judged is met.",
        "Row 4 was measured and not judged: see docs/measurements.md.",
        "Row 5 was measured and not judged: see docs/measurements.md.",
      ].join("\n"),
    );
  });
  it("names each figure that misses its budget", () => {
    expect(
      verdict([figure(1, { budget: 2 }), figure(2, { budget: 1 }), figure(2, { ratio: 3, budget: 4 })]),
    ).toBe("Not within budget:\n  row 2: figure of 2");
  });
});
