import { describe, expect, it } from "vitest";
import { trends } from "./steady.ts";

const at = (heapKib: number, resources = 3, pid = 1) => ({ functionName: "people", pid, heapKib, resources });

describe("a process", () => {
  it("is steady when it holds what it held, or less, or a little more", () => {
    for (const later of [20_000, 12_000, 22_000])
      expect(trends([at(20_000)], [at(later)])).toMatchObject([{ grows: false, grownKib: later - 20_000 }]);
  });
  it("grows when it holds 5 MiB more, or a handful of resources", () => {
    expect(trends([at(20_000)], [at(25_120)])).toMatchObject([{ grows: true }]);
    expect(trends([at(20_000, 3)], [at(20_000, 8)])).toMatchObject([{ grows: true, grownResources: 5 }]);
  });
  it("tells nothing when it began later, or ended", () => {
    expect(trends([at(1, 1, 1)], [at(9_000, 1, 2)])).toEqual([]);
  });
});
