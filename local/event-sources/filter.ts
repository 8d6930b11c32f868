import { z } from "zod";
import { isObject, own } from "../cloudformation/json.ts";

/** Whether a record reaches the function. */
export type Filter = (record: unknown) => boolean;

/** What a leaf of a pattern asks of the values that stand there. */
type Rule = (values: readonly Scalar[]) => boolean;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Scalar = z.output<typeof scalar>;
const prefix = z.strictObject({ prefix: z.string() });
const exists = z.strictObject({ exists: z.boolean() });

/**
 * Reads the patterns of `FilterCriteria`: a record passes that matches one of them.
 * Source: "Control which events Lambda sends to your function", filter rule syntax; equality, `prefix` and `exists` of it.
 *
 * @throws Error for any other rule.
 */
export function recordFilter(patterns: readonly string[]): Filter {
  const filters = patterns.map((pattern) => fieldsFilter(parsed(pattern)));
  return (record) => filters.length === 0 || filters.some((passes) => passes(record));
}

function parsed(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    throw new Error("a filter pattern that is no JSON");
  }
}

/** Every field of a pattern has to match. */
function fieldsFilter(pattern: unknown): Filter {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw new Error("a filter pattern that is not understood");
  const fields = Object.entries(pattern).map(([name, asked]) => fieldFilter(name, asked));
  return (value) => fields.every((passes) => passes(value));
}

function fieldFilter(name: string, asked: unknown): Filter {
  const field = (value: unknown): unknown => (isObject(value) ? own(value, name) : undefined);
  if (!Array.isArray(asked)) {
    const inner = fieldsFilter(asked);
    // Of a list, one element has to match as a whole.
    return (value) => elements(field(value)).some(inner);
  }
  if (asked.length === 0) throw new Error("a filter pattern with an empty list");
  const rules = asked.map(ruleOf);
  return (value) => {
    const values = elements(field(value)).filter(isScalar);
    return rules.some((rule) => rule(values));
  };
}

/** A value, or what a list has of them; where there is none, nothing is still looked at, for `exists`. */
function elements(value: unknown): readonly unknown[] {
  const all: readonly unknown[] = [value].flat(Number.POSITIVE_INFINITY);
  return all.length === 0 ? [undefined] : all;
}

function isScalar(value: unknown): value is Scalar {
  return scalar.safeParse(value).success;
}

function ruleOf(asked: unknown): Rule {
  const equal = scalar.safeParse(asked);
  if (equal.success) return (values) => values.includes(equal.data);
  const begins = prefix.safeParse(asked);
  if (begins.success)
    return (values) =>
      values.some((value) => typeof value === "string" && value.startsWith(begins.data.prefix));
  const there = exists.safeParse(asked);
  if (there.success) return (values) => values.length > 0 === there.data.exists;
  throw new Error("a rule of a filter pattern that is not understood");
}
