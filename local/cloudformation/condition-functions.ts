import { isObject } from "./json.ts";
import type { Resolve, Scope } from "./scope.ts";
import { TemplateError } from "./template-error.ts";

type ConditionFunction = (argument: unknown, scope: Scope, resolve: Resolve) => boolean;

/** The functions of which conditions are made. */
export const conditionFunctions: Readonly<Record<string, ConditionFunction>> = {
  "Fn::Equals": (argument, scope, resolve) => {
    const [left, right] = operands("Fn::Equals", argument, scope, 2, 2).map((item) => resolve(item, scope));
    return left === right;
  },
  "Fn::Not": (argument, scope, resolve) =>
    !operands("Fn::Not", argument, scope, 1, 1).some((item) => conditionValue(item, scope, resolve)),
  "Fn::And": (argument, scope, resolve) =>
    operands("Fn::And", argument, scope, 2, 10).every((item) => conditionValue(item, scope, resolve)),
  "Fn::Or": (argument, scope, resolve) =>
    operands("Fn::Or", argument, scope, 2, 10).some((item) => conditionValue(item, scope, resolve)),
};

/** Evaluates one condition: a function, or `{"Condition": name}`, which means that only inside conditions. */
export function conditionValue(value: unknown, scope: Scope, resolve: Resolve): boolean {
  const result = isReference(value) ? scope.condition(value.Condition, scope.place) : resolve(value, scope);
  if (typeof result !== "boolean") throw new TemplateError(scope.place, "is not a condition.");
  return result;
}

function isReference(value: unknown): value is { readonly Condition: string } {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.Condition === "string";
}

function operands(
  name: string,
  argument: unknown,
  scope: Scope,
  least: number,
  most: number,
): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= least && argument.length <= most) return argument;
  throw new TemplateError(scope.place, `${name} has an argument that AWS does not document.`);
}
