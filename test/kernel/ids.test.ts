import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ids from "../../functions/kernel/ids.ts";
import { newIds } from "../../functions/platform/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const { eventId, memberId } = ids;
const good = "01J00000000000000000000009";

describe("an id", () => {
  it("is a ULID", () => {
    expect(memberId.safeParse(good).success).toBe(true);
    expect(memberId.safeParse(newId(memberId)).success).toBe(true);
  });
  it.each([
    ["in lower case", good.toLowerCase()],
    ["too short", good.slice(1)],
    ["too long", `${good}0`],
    ["above 128 bits", `8${good.slice(1)}`],
    ["with an I", `${good.slice(0, 25)}I`],
    ["with an L", `${good.slice(0, 25)}L`],
    ["with an O", `${good.slice(0, 25)}O`],
    ["with a U", `${good.slice(0, 25)}U`],
    ["with a key's delimiter", `${good.slice(0, 25)}#`],
    ["with a line break behind it", `${good}\n`],
    ["as a number", 1],
    ["as nothing", undefined],
  ])("is refused %s", (_, value) => {
    expect(memberId.safeParse(value).success).toBe(false);
  });
  it("is never a text in which a delimiter stands", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const accepted = memberId.safeParse(text).success || eventId.safeParse(text).success;
        expect(accepted && /[#\s]/.test(text)).toBe(false);
      }),
    );
  });
  it("has a schema object of its own for each kind", () => {
    const schemas = Object.values(ids);
    expect(new Set(schemas).size).toBe(schemas.length);
  });
});

describe("when an id was made", () => {
  it("is told by the id, to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 - 1 }), (at) => {
        expect(ids.madeAt(newIds(() => at)(memberId))).toBe(at);
      }),
    );
  });
});

describe("the id of an event", () => {
  it("is never lower than the lowest of its instant, which says that instant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 - 2 }), (at) => {
        const lowest = ids.lowestEventId(at);
        expect([ids.madeAt(lowest), lowest.slice(10)]).toEqual([at, "0000000000000000.0"]);
        expect(`${newIds(() => at)(memberId)}.0` >= lowest).toBe(true);
        expect(ids.lowestEventId(at + 1) > lowest).toBe(true);
      }),
    );
  });
  it.each([0, 7])("names lane %i", (lane) => {
    expect(eventId.safeParse(`${good}.${lane}`).success).toBe(true);
  });
  it.each([good, `${good}.8`, `${good}.`, `${good}.00`, `${good}#0`, `0${good}.0`, `D#${good}.0`])(
    "is not %s",
    (text) => {
      expect(eventId.safeParse(text).success).toBe(false);
    },
  );
});
