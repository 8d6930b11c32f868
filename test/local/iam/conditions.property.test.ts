import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/iam/evaluate.ts";
import { allow, request, under } from "./requests.ts";

const MANY = "dynamodb:LeadingKeys";
const ONE = "dynamodb:Select";
type Given = string | readonly string[] | undefined;

const allowed = (Condition: Record<string, Record<string, unknown>>, own: Record<string, Given>) =>
  evaluate(request([{ ...allow, Condition }], own)).decision === "allow";
const met = (operator: string, key: string, wanted: unknown, given: Given) =>
  allowed({ [operator]: { [key]: wanted } }, { [key]: given });

/** Each operator with its opposite. */
const pairs = [
  ["StringEquals", "StringNotEquals"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["StringLike", "StringNotLike"],
  ["NumericEquals", "NumericNotEquals"],
  ["NumericLessThan", "NumericGreaterThanEquals"],
  ["NumericGreaterThan", "NumericLessThanEquals"],
] as const;
const pair = fc.constantFrom(...pairs);
const operator = fc.constantFrom(...pairs.flat());
/** Numbers, because every operator takes them. */
const value = fc.constantFrom("1", "2", "10");
const values = fc.array(value, { minLength: 1, maxLength: 3 });
const quantifier = fc.constantFrom("", "ForAllValues:", "ForAnyValue:");

describe("of conditions", () => {
  it("two opposites never hold both, and never neither, of a value that is there", () => {
    fc.assert(
      fc.property(pair, value, value, ([is, isNot], wanted, given) => {
        expect(met(is, ONE, wanted, given)).toBe(!met(isNot, ONE, wanted, given));
      }),
    );
  });

  it("several values of the policy are alternatives, of a negated one exceptions", () => {
    fc.assert(
      fc.property(pair, values, value, ([is], wanted, given) => {
        expect(met(is, ONE, wanted, given)).toBe(wanted.some((one) => met(is, ONE, one, given)));
      }),
    );
    const negated = fc.constantFrom(...pairs.slice(0, 4).map(([, isNot]) => isNot));
    fc.assert(
      fc.property(negated, values, value, (isNot, wanted, given) => {
        expect(met(isNot, ONE, wanted, given)).toBe(wanted.every((one) => met(isNot, ONE, one, given)));
      }),
    );
  });

  it("IfExists holds of what is absent, and changes nothing of what is there", () => {
    fc.assert(
      fc.property(operator, value, value, (name, wanted, given) => {
        expect(met(`${name}IfExists`, ONE, wanted, undefined)).toBe(true);
        expect(met(`${name}IfExists`, ONE, wanted, given)).toBe(met(name, ONE, wanted, given));
      }),
    );
  });

  it("without IfExists only a negated one holds of what is absent", () => {
    fc.assert(
      fc.property(operator, values, (name, wanted) => {
        expect(met(name, ONE, wanted, undefined)).toBe(/Not/.test(name));
      }),
    );
  });

  it("Null tells whether the key is there, and nothing else does", () => {
    const given = fc.oneof(fc.constant(undefined), fc.constant([]), values);
    fc.assert(
      fc.property(given, (keys) => {
        const there = keys !== undefined && keys.length > 0;
        expect(met("Null", MANY, "true", keys)).toBe(!there);
        expect(met("Null", MANY, "false", keys)).toBe(there);
      }),
    );
  });

  it("ForAllValues is each value by itself, ForAnyValue at least one", () => {
    fc.assert(
      fc.property(operator, values, values, (name, wanted, given) => {
        const each = given.map((one) => met(name, ONE, wanted, one));
        expect(met(`ForAllValues:${name}`, MANY, wanted, given)).toBe(each.every(Boolean));
        expect(met(`ForAnyValue:${name}`, MANY, wanted, given)).toBe(each.some(Boolean));
      }),
    );
  });

  it("ForAllValues falls into its trap: it lets through a request that names no key at all", () => {
    const none = fc.constantFrom(undefined, []);
    fc.assert(
      fc.property(operator, values, none, (name, wanted, given) => {
        expect(met(`ForAllValues:${name}`, MANY, wanted, given)).toBe(true);
        expect(met(`ForAnyValue:${name}`, MANY, wanted, given)).toBe(false);
        const closed = { [`ForAllValues:${name}`]: { [MANY]: wanted }, Null: { [MANY]: "false" } };
        expect(allowed(closed, { [MANY]: given })).toBe(false);
      }),
    );
  });

  it("every one must be met, in whatever order they stand", () => {
    const condition = fc.tuple(operator, fc.constantFrom(ONE, "dynamodb:ReturnValues"), value);
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), value, value, (all, one, other) => {
        const own = { [ONE]: one, "dynamodb:ReturnValues": other };
        const each = all.map(([name, key, wanted]) => allowed({ [name]: { [key]: wanted } }, own));
        // Of the same operator and key the later one would replace the earlier one.
        fc.pre(new Set(all.map(([name, key]) => `${name} ${key}`)).size === all.length);
        expect(allowed(grouped(all), own)).toBe(each.every(Boolean));
        expect(allowed(grouped(all.toReversed()), own)).toBe(each.every(Boolean));
      }),
    );
  });

  it("an operator that is not known is an error, with every prefix and suffix", () => {
    const suffix = fc.constantFrom("", "IfExists");
    const unknown = fc.constantFrom(
      "StringMatches",
      "stringEquals",
      "StringEqualsIfExistsIfExists",
      "toString",
    );
    fc.assert(
      fc.property(quantifier, unknown, suffix, (prefix, name, end) => {
        const odd = under(`${prefix}${name}${end}`, MANY, "1");
        expect(() => evaluate(request([odd], { [MANY]: ["1"] }))).toThrow("operator not known");
        expect(() => evaluate(request([{ ...odd, Effect: "Deny" }, allow], { [MANY]: ["1"] }))).toThrow();
      }),
    );
  });
});

function grouped(all: readonly (readonly [string, string, string])[]) {
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const [name, key, wanted] of all) conditions[name] = { ...conditions[name], [key]: wanted };
  return conditions;
}
