import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { type SpaceId, spaceId } from "../../functions/kernel/ids.ts";
import { careTeamRoles } from "../../functions/kernel/roles.ts";
import {
  belongsTo,
  canReturn,
  departed,
  entered,
  isShown,
  mayJoin,
  mayLeave,
  mayReturn,
  returnUntil,
} from "../../functions/programs/joining.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const [here, there] = [newId(spaceId), newId(spaceId)];
const now = 1_800_000_000_000;
const open = { spaceId: here, joining: "open" as const };
const invited = { spaceId: here, joining: "invited" as const };
const patient = (spaces: readonly SpaceId[], left: readonly string[] = []) => ({
  role: "patient" as const,
  spaces,
  left,
});
const outside = patient([there]);
const inside = patient([here]);
const justLeft = patient([there], [`${there}.${now - 40 * day}`, `${here}.${now - 1}`]);
const longGone = patient([], [`${here}.${now - 30 * day}`]);

describe("joining", () => {
  it("an open space is for everybody of the program", () => {
    expect(mayJoin(outside, open)).toBeUndefined();
  });
  it("a space that invites finds nothing for who is outside, and is so already for who is in it", () => {
    expect(mayJoin(outside, invited)).toBe("not-found");
    expect(mayJoin(justLeft, invited)).toBe("not-found");
    expect(mayJoin(inside, invited)).toBeUndefined();
  });
});

describe("leaving", () => {
  it("is for who is in the space, and is so already for who has just left it", () => {
    expect(mayLeave(inside, open, now)).toBeUndefined();
    expect(mayLeave(justLeft, open, now)).toBeUndefined();
  });
  it("finds nothing for who was never in it, or long ago", () => {
    expect(mayLeave(outside, open, now)).toBe("not-found");
    expect(mayLeave(longGone, open, now)).toBe("not-found");
  });
});

describe("returning", () => {
  it.each([open, invited])("is for who left within 30 days, also into a space that invites: %j", (space) => {
    expect(mayReturn(justLeft, space, now)).toBeUndefined();
    expect(mayReturn(inside, space, now)).toBeUndefined();
  });
  it("is too late after 30 days, to the millisecond", () => {
    expect(mayReturn(longGone, open, now - 1)).toBeUndefined();
    expect(mayReturn(longGone, open, now)).toBe("too-late");
    expect(returnUntil(longGone, open, now - 1)).toBe(now);
    expect(returnUntil(longGone, open, now)).toBeUndefined();
  });
  it("finds nothing for who was never in it", () => {
    expect(mayReturn(outside, open, now)).toBe("not-found");
    expect(returnUntil(outside, open, now)).toBeUndefined();
  });
  it("is told of a leaving by itself", () => {
    expect(canReturn(`${here}.${now}`, now + 30 * day - 1)).toBe(true);
    expect(canReturn(`${here}.${now}`, now + 30 * day)).toBe(false);
  });
});

describe("a space", () => {
  it("is shown when it is open, or when one is in it, was just now, or looks after it", () => {
    expect(isShown(outside, open, now)).toBe(true);
    expect(isShown(inside, invited, now)).toBe(true);
    expect(isShown(justLeft, invited, now)).toBe(true);
    expect(isShown({ ...outside, role: "nurse" }, invited, now)).toBe(true);
  });
  it("that invites does not exist for who is outside, or long gone", () => {
    expect(isShown(outside, invited, now)).toBe(false);
    expect(isShown(longGone, invited, now)).toBe(false);
  });
  it.each([...careTeamRoles, "manager"] as const)("is a %s's wherever it is in the program", (role) => {
    expect(belongsTo({ role, spaces: [], left: [] }, open)).toBe(true);
  });
  it.each(["patient", "helper", "mentor"] as const)("is a %s's who came into it", (role) => {
    expect(belongsTo({ ...inside, role }, open)).toBe(true);
    expect(belongsTo({ ...outside, role }, open)).toBe(false);
  });
});

describe("the spaces of a membership", () => {
  const spaces = Array.from({ length: 4 }, () => newId(spaceId));
  const move = fc.record({
    space: fc.constantFrom(...spaces),
    out: fc.boolean(),
    at: fc.integer({ min: 0, max: 9 }),
  });
  it("are those that were entered last, each once, with one leaving for each that was left last", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let member = patient([]);
        const last = new Map<SpaceId, string | undefined>();
        for (const { space, out, at } of moves) {
          const isIn = member.spaces.includes(space);
          if (out !== isIn) continue;
          const places = out ? departed(member, space, now + at) : entered(member, space);
          member = { ...member, ...places };
          last.set(space, out ? `${space}.${now + at}` : undefined);
        }
        const left = [...last.values()].filter((leaving) => leaving !== undefined);
        const entries = [...last.entries()].filter(([, leaving]) => leaving === undefined);
        expect(new Set(member.left)).toEqual(new Set(left));
        expect(member.left).toHaveLength(left.length);
        expect(member.spaces.toSorted()).toEqual(entries.map(([space]) => space).toSorted());
      }),
    );
  });
});
