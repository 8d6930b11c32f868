import type { PolicyStatement } from "../types.ts";
import { type Context, checkConditionKey, lookUp } from "./context.ts";
import { withoutVariables } from "./match.ts";
import { type Operator, operatorNamed } from "./operators.ts";

type Quantifier = "ForAllValues" | "ForAnyValue" | undefined;

/** The name of an operator taken apart: `ForAnyValue:StringLikeIfExists`. */
interface Test {
  readonly quantifier: Quantifier;
  readonly operator: Operator;
  readonly ifExists: boolean;
}

type Given = string | readonly string[] | undefined;

/** One condition of a statement: the name of the operator, the key, and the policy's values. */
interface Condition {
  readonly name: string;
  readonly key: string;
  readonly wanted: readonly string[];
}

/**
 * Whether every condition of a statement is met.
 * Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys" of the IAM User Guide.
 *
 * @throws Error for an unknown operator or a condition key that is not computed.
 */
export const conditionsMet = (statement: PolicyStatement, action: string, context: Context): boolean =>
  unmetConditions(statement, action, context).length === 0;

/** The conditions of a statement that a request does not meet. Every one is looked at: an unknown word is never passed over. */
export const unmetConditions = (
  statement: PolicyStatement,
  action: string,
  context: Context,
): readonly Condition[] =>
  conditionsOf(statement).filter(({ name, key, wanted }) => !met(name, lookUp(context, action, key), wanted));

/** @throws Error when a condition uses an operator, or the key of a service, that is not known. */
export function checkConditions(statement: PolicyStatement): void {
  for (const { name, key } of conditionsOf(statement)) {
    if (name !== "Null") testNamed(name);
    checkConditionKey(key);
  }
}

/**
 * Of each condition that compares, its policy values as `key value`; with a context only those that a value of the request
 * meets. A condition that must not compare, or asks whether a key is there, has none.
 */
export function comparedValues(
  statement: PolicyStatement,
  context: Context | undefined,
): readonly (readonly string[])[] {
  return conditionsOf(statement)
    .filter(({ name }) => name !== "Null" && !testNamed(name).operator.negated)
    .map(({ name, key, wanted }) => {
      const given = context === undefined ? undefined : [context.get(key.toLowerCase()) ?? []].flat();
      const { compare } = testNamed(name).operator;
      return wanted
        .filter((want) => given?.some((value) => compare(value, want)) ?? true)
        .map((want) => `${key} ${want}`);
    });
}

function met(name: string, given: Given, wanted: readonly string[]): boolean {
  if (name === "Null") return wanted.some((value) => bool(value) === absent(given));
  const test = testNamed(name);
  if (given === undefined || absent(given)) return metWithoutKey(test);
  const one = (value: string) =>
    wanted.some((want) => test.operator.compare(value, want)) !== test.operator.negated;
  if (test.quantifier === "ForAllValues") return [given].flat().every(one);
  if (test.quantifier === "ForAnyValue") return [given].flat().some(one);
  if (typeof given !== "string")
    throw new Error(`a multivalued key needs ForAllValues or ForAnyValue: ${name}`);
  return one(given);
}

function conditionsOf(statement: PolicyStatement): readonly Condition[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, wanted]) => ({ name, key, wanted: values(wanted) })),
  );
}

function metWithoutKey({ quantifier, ifExists, operator }: Test): boolean {
  if (ifExists || quantifier === "ForAllValues") return true;
  return quantifier === undefined && operator.negated;
}

function absent(given: Given): boolean {
  return given === undefined || given.length === 0;
}

function testNamed(name: string): Test {
  const quantifier = (["ForAllValues", "ForAnyValue"] as const).find((prefix) =>
    name.startsWith(`${prefix}:`),
  );
  const rest = quantifier === undefined ? name : name.slice(quantifier.length + 1);
  const ifExists = rest.endsWith("IfExists");
  return {
    quantifier,
    ifExists,
    operator: operatorNamed(ifExists ? rest.slice(0, -"IfExists".length) : rest),
  };
}

function values(wanted: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return all.map((value) => {
    if (typeof value === "string") return withoutVariables(value);
    if (typeof value === "boolean" || typeof value === "number") return String(value);
    throw new Error("a condition's value is neither text, number nor boolean");
  });
}

function bool(text: string): boolean {
  if (text !== "true" && text !== "false") throw new Error("Null takes true or false");
  return text === "true";
}
