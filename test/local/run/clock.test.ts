import { describe, expect, it } from "vitest";
import { adjustableClock } from "../../../local/clock.ts";

describe("the clock of a run", () => {
  it("goes on from the instant to which it is set", () => {
    const clock = adjustableClock();
    clock.set("2031-02-03T04:05:06Z");
    expect(clock.now().toISOString()).toMatch(/^2031-02-03T04:05:/);
    expect(clock.offset()).toBeGreaterThan(0);
  });

  it.each(["yesterday", Number.NaN, Number.POSITIVE_INFINITY])("refuses %s and stays as it was", (to) => {
    const clock = adjustableClock();
    expect(() => clock.set(to)).toThrow("no instant");
    expect(clock.offset()).toBe(0);
  });
});
