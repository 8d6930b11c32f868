import { describe, expect, it } from "vitest";
import { remember } from "../../functions/kernel/remember.ts";

const memory = (capacity = 2) => {
  const time = { now: 1_000 };
  return { time, entries: remember<number>({ clock: () => time.now, lifetime: 100, capacity }) };
};

describe("a memory", () => {
  it("gives out what it was given, until just before the end of its lifetime", () => {
    const { time, entries } = memory();
    entries.set("a", 1);
    time.now += 99;
    expect(entries.get("a")).toBe(1);
    time.now += 1;
    expect(entries.get("a")).toBeUndefined();
  });
  it("gives out nothing from the future", () => {
    const { time, entries } = memory();
    entries.set("a", 1);
    time.now -= 1;
    expect(entries.get("a")).toBeUndefined();
  });
  it("lets what is set again live no longer", () => {
    const { time, entries } = memory();
    entries.set("a", 1);
    time.now += 99;
    entries.set("a", 2);
    expect(entries.get("a")).toBe(2);
    time.now += 1;
    expect(entries.get("a")).toBeUndefined();
  });
  it("takes again what has ended", () => {
    const { time, entries } = memory();
    entries.set("a", 1);
    time.now += 100;
    entries.set("a", 2);
    expect(entries.get("a")).toBe(2);
  });
  it("counts what it takes again as the newest", () => {
    const { time, entries } = memory(2);
    entries.set("a", 1);
    time.now += 50;
    entries.set("b", 2);
    time.now += 50;
    entries.set("a", 3);
    entries.set("c", 4);
    expect(["a", "b", "c"].map(entries.get)).toEqual([3, undefined, 4]);
  });
  it("counts what is set again meanwhile as no newer", () => {
    const { entries } = memory(2);
    entries.set("a", 1);
    entries.set("b", 2);
    entries.set("a", 3);
    entries.set("c", 4);
    expect(["a", "b", "c"].map(entries.get)).toEqual([undefined, 2, 4]);
  });
  it("forgets the oldest when there are too many", () => {
    const { entries } = memory(2);
    for (const [index, name] of ["a", "b", "c"].entries()) entries.set(name, index);
    expect(["a", "b", "c"].map(entries.get)).toEqual([undefined, 1, 2]);
  });
});
