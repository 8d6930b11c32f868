import { isObject, type JsonObject, own } from "./json.ts";
import type { Resolve, Scope } from "./scope.ts";
import { TemplateError } from "./template-error.ts";

const variable = /\$\{(!?)([^${}]*)\}/g;

/**
 * `Fn::Sub`: a text, or a text and the variables that only it knows. `${!x}` stays as `${x}`.
 * @throws TemplateError when a variable has no text.
 */
export function substitute(argument: unknown, scope: Scope, resolve: Resolve): string {
  const [text, variables] = parts(argument, scope);
  return text.replace(variable, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    return textOf(name.trim(), variables, scope, resolve);
  });
}

/** The names that a text of `Fn::Sub` takes from the template, without those that it brings itself. */
export function substituted(argument: unknown): readonly string[] {
  const [text, brought] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== "string") return [];
  const names = [...text.matchAll(variable)]
    .filter(([, literal]) => literal !== "!")
    .map(([, , name = ""]) => name.trim());
  return names.filter((name) => !(isObject(brought) && Object.hasOwn(brought, name)));
}

function parts(argument: unknown, scope: Scope): readonly [string, JsonObject] {
  if (typeof argument === "string") return [argument, {}];
  const [text, variables] = Array.isArray(argument) && argument.length === 2 ? argument : [];
  if (typeof text === "string" && isObject(variables)) return [text, variables];
  throw new TemplateError(scope.place, "Fn::Sub has an argument that AWS does not document.");
}

function textOf(name: string, variables: JsonObject, scope: Scope, resolve: Resolve): string {
  const given = own(variables, name);
  const value = given === undefined ? lookUp(name, scope) : resolve(given, scope);
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TemplateError(scope.place, "Fn::Sub has a variable without a text.");
}

function lookUp(name: string, scope: Scope): unknown {
  const dot = name.indexOf(".");
  if (dot < 0) return scope.ref(name, scope.place);
  return scope.attribute(name.slice(0, dot), name.slice(dot + 1), scope.place);
}
