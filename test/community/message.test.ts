import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  editWindow,
  mayDelete,
  mayEdit,
  mayReact,
  mayUndo,
  mostVersions,
  undoWindow,
} from "../../functions/community/message.ts";
import { memberId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const [me, other] = [newId(memberId), newId(memberId)];
const postedAt = "2026-11-22T10:00:00.000Z";
const posted = Date.parse(postedAt);
const mine = { author: me, state: "open", postedAt, version: 1 } as const;

describe("the rules of changing a message", () => {
  it("let its author edit until the window ends, whenever that is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * editWindow }), (after) => {
        expect(mayEdit(mine, me, posted + after)).toBe(after < editWindow ? undefined : "too-late");
      }),
    );
  });
  it("let its author take it back until the window ends, whenever that is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * undoWindow }), (after) => {
        expect(mayUndo(mine, me, posted + after)).toBe(after < undoWindow ? undefined : "too-late");
      }),
    );
  });
  it("end a window with its last millisecond", () => {
    expect(mayEdit(mine, me, posted + editWindow - 1)).toBeUndefined();
    expect(mayEdit(mine, me, posted + editWindow)).toBe("too-late");
    expect(mayUndo(mine, me, posted + undoWindow - 1)).toBeUndefined();
    expect(mayUndo(mine, me, posted + undoWindow)).toBe("too-late");
  });
  it("let its author delete it", () => {
    expect(mayDelete(mine, me)).toBeUndefined();
  });
  it("let others react, and not its author", () => {
    expect(mayReact(mine, other)).toBeUndefined();
    expect(mayReact(mine, me)).toBe("not-allowed");
  });
  it("refuse others to change it", () => {
    expect([mayEdit(mine, other, posted), mayUndo(mine, other, posted), mayDelete(mine, other)]).toEqual([
      "not-allowed",
      "not-allowed",
      "not-allowed",
    ]);
  });
  it.each(["deleted", "erased", "damaged"] as const)("find nothing to change in what is %s", (state) => {
    const gone = { ...mine, state };
    const refusals = [mayEdit(gone, me, posted), mayUndo(gone, me, posted), mayDelete(gone, me)];
    expect([...refusals, mayReact(gone, other)]).toEqual(Array(4).fill("not-found"));
  });
  it("find nothing where there is nothing", () => {
    const refusals = [mayEdit(undefined, me, 0), mayUndo(undefined, me, 0), mayDelete(undefined, me)];
    expect([...refusals, mayReact(undefined, me)]).toEqual(Array(4).fill("not-found"));
  });
  it("let it be edited into its last version, and no further", () => {
    expect(mayEdit({ ...mine, version: mostVersions - 1 }, me, posted)).toBeUndefined();
    expect(mayEdit({ ...mine, version: mostVersions }, me, posted)).toBe("limit-reached");
  });
});
