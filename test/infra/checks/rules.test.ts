import { describe, expect, it } from "vitest";
import type { CheckedStack } from "../../../infra/checks/rule.ts";
import { rules } from "../../../infra/checks/rules.ts";
import { example, synthesized, templateOf } from "../assembly.ts";
import { edited } from "./edits.ts";
import { mutants } from "./mutants/all.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { settings } from "./settings.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const real: CheckedStack = {
  name: "kith-example",
  account: "111122223333",
  region: "us-east-1",
  template,
  settings,
};
const broken = ({ edits, told }: Mutant): CheckedStack => ({
  ...real,
  template: edited(template, ...edits),
  settings: told ?? settings,
});

describe("every house rule", () => {
  it("has a mutant, and every mutant its rule", () => {
    expect(Object.keys(mutants).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
    expect(Object.entries(mutants).filter(([, made]) => made.length === 0)).toEqual([]);
  });

  it("has a name of its own, and says what holds and why in sentences without their end", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, holds, source } of rules) {
      expect(holds, id).toMatch(/^[A-Z].{20,}\.$/);
      expect(source, id).toMatch(/[^.]$/);
    }
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    "%s holds of the stack as it is",
    (_, { faults }) => {
      expect(faults(real)).toEqual([]);
    },
  );
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s refuses", (id, { faults }) => {
  it.each((mutants[id] ?? []).map((mutant) => [mutant.accident, mutant] as const))("%s", (_, mutant) => {
    const found = faults(broken(mutant));
    expect(found.map((fault) => fault.id)).toContainEqual(expect.stringMatching(new RegExp(`^${mutant.id}`)));
    for (const { wrong, remedy } of found) {
      expect(wrong).toMatch(/^[a-z].*[^.]$/);
      expect(remedy).toMatch(/^[a-z].*[^.]$/);
    }
  });
});
