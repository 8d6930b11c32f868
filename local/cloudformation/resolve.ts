import { intrinsics } from "./intrinsics.ts";
import { isObject, type JsonObject, own } from "./json.ts";
import { NO_VALUE, type Scope } from "./scope.ts";
import { TemplateError } from "./template-error.ts";

/**
 * Resolves every intrinsic in a value of the template, also inside an API's body or a policy document.
 * @throws TemplateError when an intrinsic is unknown or its argument is not what AWS documents.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter(hasValue);
  if (!isObject(value)) return value;
  const name = intrinsicName(value, scope);
  return name === undefined ? resolveObject(value, scope) : resolveIntrinsic(name, value[name], scope);
}

/** The properties of an object, each resolved; those without a value are left out. */
export function resolveObject(value: JsonObject, scope: Scope): JsonObject {
  const entries = Object.entries(value).map(([name, item]) => [name, resolve(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => hasValue(item)));
}

function hasValue(value: unknown): boolean {
  return value !== NO_VALUE;
}

function intrinsicName(value: JsonObject, scope: Scope): string | undefined {
  const names = Object.keys(value);
  const name = names.find((key) => key === "Ref" || key.startsWith("Fn::"));
  if (name !== undefined && names.length > 1)
    throw new TemplateError(scope.place, `${name} stands beside other keys.`);
  return name;
}

function resolveIntrinsic(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = own(intrinsics, name);
  if (intrinsic === undefined) throw new TemplateError(scope.place, `${name} is not known to the local run.`);
  return intrinsic(argument, scope, resolve);
}
