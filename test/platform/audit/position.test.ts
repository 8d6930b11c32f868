import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOfPlace, positionOf } from "../../../functions/platform/audit/position.ts";

const id = "01M81B5H80EXAMP1E000000000.1";
const home = "D#2026-11-22#1";

describe("the name of an item's place", () => {
  it("is the event's id where its id says", () => {
    expect(nameOfPlace({ pk: home, sk: id })).toBe(id);
    expect(positionOf(id)).toEqual({ day: "2026-11-22", lane: 1, sk: id });
  });

  it.each([
    ["another day", "D#2026-11-23#1", id],
    ["another lane", "D#2026-11-22#2", id],
    ["a sort key that is no id", home, "zzz"],
  ])("is the whole key with %s", (_, pk, sk) => {
    expect(nameOfPlace({ pk, sk })).toBe(`${pk} ${sk}`);
  });

  it("leads back to the place, whatever the sort key", () => {
    const sortKey = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), sortKey, (lane, sk) => {
        const name = nameOfPlace({ pk: `D#2026-11-23#${lane}`, sk });
        expect(positionOf(name)).toEqual({ day: "2026-11-23", lane, sk });
      }),
    );
    for (const sk of ["a\nb", "\n"]) {
      expect(positionOf(nameOfPlace({ pk: home, sk }))).toEqual({ day: "2026-11-22", lane: 1, sk });
    }
  });

  it.each([
    "",
    "yesterday",
    `${home} `,
    home,
    ` ${home} zzz`,
    "D#2026-11-22#12 zzz",
    "D#2026-11-2#1 zzz",
    "D#2026-1-22#1 zzz",
    "D#026-11-22#1 zzz",
    "D#2026-11-22#x zzz",
    "D#2026-xx-22#1 zzz",
    "D#2026-11-xx#1 zzz",
    "D#xxxx-11-22#1 zzz",
  ])("is never `%s`", (name) => {
    expect(() => positionOf(name)).toThrow(expect.objectContaining({ code: "invalid-cursor" }));
  });
});
