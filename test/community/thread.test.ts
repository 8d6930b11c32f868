import { describe, expect, it } from "vitest";
import { mayPost, mayRead } from "../../functions/community/thread.ts";
import { programId, spaceId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const place = { programId: newId(programId), spaceId: newId(spaceId) };
const open = { program: place.programId, space: place.spaceId, state: "open" } as const;
const closed = { ...open, state: "closed" } as const;

describe("a thread", () => {
  it("is read where it is, open or closed", () => {
    expect([mayRead(open, place), mayRead(closed, place)]).toEqual([undefined, undefined]);
  });
  it("is written into while it is open", () => {
    expect(mayPost(open, place)).toBeUndefined();
    expect(mayPost(closed, place)).toBe("not-allowed");
  });
  it.each([
    ["that is not there", undefined],
    ["of another program", { ...open, program: newId(programId) }],
    ["of another space", { ...open, space: newId(spaceId) }],
    ["that is closed and of another space", { ...closed, space: newId(spaceId) }],
  ])("%s is not found", (_, thread) => {
    expect([mayRead(thread, place), mayPost(thread, place)]).toEqual(["not-found", "not-found"]);
  });
});
