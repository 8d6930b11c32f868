import { expect, it } from "vitest";
import { programId } from "../../functions/kernel/ids.ts";
import { placed } from "../../functions/kernel/placed.ts";
import { callerWith, membershipIn } from "../edge/kit/callers.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const membership = membershipIn(newId(programId), "nurse");

it("A caller of a program is given with the membership there", () => {
  const caller = callerWith({ membership });
  expect(placed(caller)).toEqual({ member: caller.member, membership });
});

it.each([
  ["no member", { member: undefined, membership }],
  ["no membership", { membership: undefined }],
])("A caller with %s is refused as for a program that does not exist", (_, wrong) => {
  expect(() => placed(callerWith(wrong))).toThrow(expect.objectContaining({ code: "not-found" }));
});
