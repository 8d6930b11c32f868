import { expect, it } from "vitest";
import { programId } from "../../functions/kernel/ids.ts";
import { known, placed } from "../../functions/kernel/placed.ts";
import { callerWith, membershipIn } from "../edge/kit/callers.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const membership = membershipIn(newId(programId), "nurse");

it("A caller of a program is given with the membership there", () => {
  const caller = callerWith({ membership });
  expect(placed(caller)).toEqual({ member: caller.member, membership });
});

it("A member is known by their id", () => {
  const caller = callerWith();
  expect(known(caller)).toBe(caller.member);
});

it("Who is no member is refused as such where no place is named", () => {
  expect(() => known(callerWith({ member: undefined }))).toThrow(
    expect.objectContaining({ code: "not-a-member" }),
  );
});

it.each([
  ["no member", { member: undefined, membership }],
  ["no membership", { membership: undefined }],
])("A caller with %s is refused as for a program that does not exist", (_, wrong) => {
  expect(() => placed(callerWith(wrong))).toThrow(expect.objectContaining({ code: "not-found" }));
});
