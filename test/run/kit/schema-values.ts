import fc from "fast-check";

/** A JSON Schema (draft 2020-12), as far as the contract uses it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly allOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
}

/** Values that satisfy a schema. @throws Error for a schema of a kind that it does not know. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
  const make = kinds[schema.type ?? ""];
  if (!make) throw new Error("A schema of the contract has a kind for which no values are made.");
  return make(schema);
}

const kinds: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1_000_000, maximum = 1_000_000, multipleOf = 1 }) =>
    fc
      .integer({ min: Math.ceil(minimum / multipleOf), max: Math.floor(maximum / multipleOf) })
      .map((times) => times * multipleOf),
  string: strings,
  array: ({ items = {}, minItems = 0, maxItems = minItems + 3 }) =>
    fc.array(valuesOf(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) }),
  object: ({ properties = {}, required = [] }) =>
    fc.record(
      Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner)])),
      { requiredKeys: [...required] },
    ),
};

/** Strings by pattern; where the pattern excludes rather than builds, any Unicode that passes it. */
function strings({ minLength = 0, maxLength = 200, pattern, allOf = [] }: Schema): fc.Arbitrary<string> {
  const patterns = [pattern, ...allOf.map((part) => part.pattern)]
    .filter((part) => part !== undefined)
    .map((part) => new RegExp(part, "u"));
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength && patterns.every((form) => form.test(text));
  const any = fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, minLength + 60) });
  const [first] = patterns;
  return (first && buildable(first) ? fc.stringMatching(first, { maxLength }) : any).filter(fits);
}

const buildable = ({ source }: RegExp): boolean => !/\\[pP]|\[\^/.test(source);
