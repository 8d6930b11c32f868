import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { throttle } from "../../../local/api-gateway/throttle.ts";

const all = { method: "*", path: "/*", rate: 10, burst: 5 };

/** How many of so many requests pass at once. */
function passing(mayPass: (method: string, path: string) => boolean, count: number, path = "/a"): number {
  return Array.from({ length: count }, () => mayPass("GET", path)).filter(Boolean).length;
}

describe("the throttle", () => {
  it("lets the burst pass and no more", () => {
    expect(
      passing(
        throttle([all], () => new Date(0)),
        9,
      ),
    ).toBe(5);
  });

  it("counts each method for itself", () => {
    const mayPass = throttle([all], () => new Date(0));
    expect([passing(mayPass, 9, "/a"), passing(mayPass, 9, "/b")]).toEqual([5, 5]);
  });

  it("goes by the setting of the method before that of the stage", () => {
    const mayPass = throttle([all, { method: "GET", path: "/a", rate: 1, burst: 2 }], () => new Date(0));
    expect([passing(mayPass, 9, "/a"), passing(mayPass, 9, "/b")]).toEqual([2, 5]);
  });

  it("never lets more pass than burst and rate allow", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (pauses) => {
        let now = 0;
        const mayPass = throttle([all], () => new Date(now));
        const passed = pauses.filter((pause) => {
          now += pause;
          return mayPass("GET", "/a");
        });
        expect(passed.length).toBeLessThanOrEqual(all.burst + (now / 1000) * all.rate + 1e-6);
      }),
    );
  });
});
