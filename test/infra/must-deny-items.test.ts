import { describe, expect, it } from "vitest";
import { asking, type Wish } from "./asking.ts";
import { example, synthesized } from "./assembly.ts";
import { actions, type WhoMay, whoMay } from "./who-may.ts";

const { roles, tables, may } = asking(synthesized("must-deny-items", { "a.yaml": example }), "kith-example");
const names = roles.map(({ name }) => name);
const who = (wish: Wish): readonly string[] => names.filter((name) => may(name, wish)).toSorted();

/** Every prefix of every table, and one that nobody has. */
const prefixes = [...new Set(Object.values(whoMay).flatMap(Object.keys)), "OTHER#", ""];
const doings = Object.entries(actions) as [keyof WhoMay, string][];

describe("of what a table keeps under a prefix, only these may read, make, change and check", () => {
  it.each(tables.flatMap((table) => prefixes.map((prefix) => [table, prefix] as const)))(
    "%s %j",
    (table, prefix) => {
      for (const [doing, action] of doings) {
        const expected = whoMay[table]?.[prefix]?.[doing] ?? [];
        const found = who([{ table, action, partitions: [`${prefix}1`] }]);
        expect(found, doing).toEqual(expected.toSorted());
        // Leave for one partition is none for another that stands beside it, nor for an index, nor for none at all.
        expect(who([{ table, action, partitions: [`${prefix}1`, "OTHER#1"] }]), doing).toEqual([]);
        expect(who([{ table, action }]), doing).toEqual([]);
        expect(who([{ table, action, partitions: [`${prefix}1`], index: "any" }]), doing).toEqual([]);
      }
    },
  );
});

describe("no role of the template walks through a table, or writes to it without being asked for each part", () => {
  const others = [
    "Scan",
    "BatchWriteItem",
    "PartiQLSelect",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PartiQLDelete",
  ];
  it.each(tables.flatMap((table) => others.map((action) => [table, action] as const)))(
    "%s %s",
    (table, action) => {
      const everywhere = prefixes.map((prefix) => [{ table, action, partitions: [`${prefix}1`] }]);
      expect([[{ table, action }], ...everywhere].flatMap(who)).toEqual([]);
    },
  );
});

it("every table of the template has its rows", () => {
  expect(tables.toSorted()).toEqual(Object.keys(whoMay).toSorted());
});
