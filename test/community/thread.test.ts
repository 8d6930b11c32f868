import { describe, expect, it } from "vitest";
import { isListed, mayPost, mayRead } from "../../functions/community/thread.ts";
import { memberId, messageId, programId, spaceId } from "../../functions/kernel/ids.ts";
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

describe("a thread in the list of its space", () => {
  const [maria, ana] = [newId(memberId), newId(memberId)];
  const by = (member: typeof maria) => ({ message: newId(messageId), by: member });

  it.each([
    ["is there, open or closed, also when nobody has written", "open", [], true],
    ["is there when it is closed", "closed", [], true],
    ["is gone when it was withdrawn", "withdrawn", [], false],
    ["is gone when its author alone wrote in it", "withdrawn", [by(maria)], false],
    ["stays for what others wrote", "withdrawn", [by(maria), by(ana)], true],
  ] as const)("%s", (_, state, recent, listed) => {
    expect(isListed({ state, by: maria, recent })).toBe(listed);
  });
});
