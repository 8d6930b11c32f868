import { conditionFunctions } from "./condition-functions.ts";
import { isObject, isStrings, own } from "./json.ts";
import { NO_VALUE, type Resolve, type Scope } from "./scope.ts";
import { substitute } from "./sub.ts";
import { TemplateError } from "./template-error.ts";

type Intrinsic = (argument: unknown, scope: Scope, resolve: Resolve) => unknown;

/**
 * The intrinsic functions, as "Intrinsic function reference" of the CloudFormation guide describes them.
 * `Fn::ImportValue` and `Fn::Transform` are not among them: both need more than the template.
 */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => {
    if (typeof argument !== "string") throw malformed("Ref", scope);
    return argument === "AWS::NoValue" ? NO_VALUE : scope.ref(argument, scope.place);
  },
  "Fn::GetAtt": (argument, scope) => {
    const path = typeof argument === "string" ? splitAttribute(argument) : argument;
    if (!isStrings(path) || path[0] === undefined || path[1] === undefined)
      throw malformed("Fn::GetAtt", scope);
    return scope.attribute(path[0], path.slice(1).join("."), scope.place);
  },
  "Fn::Sub": substitute,
  "Fn::Join": (argument, scope, resolve) => {
    const [separator, list] = pair("Fn::Join", argument, scope);
    const items = resolve(list, scope);
    if (typeof separator !== "string" || !Array.isArray(items)) throw malformed("Fn::Join", scope);
    return items.map((item) => text("Fn::Join", item, scope)).join(separator);
  },
  "Fn::Split": (argument, scope, resolve) => {
    const [separator, source] = pair("Fn::Split", argument, scope);
    if (typeof separator !== "string" || separator === "") throw malformed("Fn::Split", scope);
    return text("Fn::Split", resolve(source, scope), scope).split(separator);
  },
  "Fn::Select": (argument, scope, resolve) => {
    const [index, source] = pair("Fn::Select", argument, scope).map((item) => resolve(item, scope));
    const position = Number(text("Fn::Select", index, scope));
    if (!Array.isArray(source) || !Number.isInteger(position)) throw malformed("Fn::Select", scope);
    if (position < 0 || position >= source.length)
      throw new TemplateError(scope.place, "Fn::Select asks beyond its list.");
    return source[position];
  },
  "Fn::If": (argument, scope, resolve) => {
    if (!Array.isArray(argument) || argument.length !== 3) throw malformed("Fn::If", scope);
    const [name, whenTrue, whenFalse] = argument;
    if (typeof name !== "string") throw malformed("Fn::If", scope);
    return resolve(scope.condition(name, scope.place) ? whenTrue : whenFalse, scope);
  },
  "Fn::FindInMap": (argument, scope, resolve) => {
    const names = resolve(argument, scope);
    if (!isStrings(names) || names.length !== 3) throw malformed("Fn::FindInMap", scope);
    const found = names.reduce<unknown>(
      (level, name) => (isObject(level) ? own(level, name) : undefined),
      scope.mappings,
    );
    if (found === undefined) throw new TemplateError(scope.place, "Fn::FindInMap finds nothing.");
    return found;
  },
  "Fn::GetAZs": (argument, scope, resolve) => {
    const region = resolve(argument, scope);
    if (region !== "" && region !== scope.region) throw malformed("Fn::GetAZs", scope);
    return ["a", "b", "c"].map((zone) => `${scope.region}${zone}`);
  },
  "Fn::Base64": (argument, scope, resolve) =>
    Buffer.from(text("Fn::Base64", resolve(argument, scope), scope)).toString("base64"),
  ...conditionFunctions,
};

function splitAttribute(path: string): readonly string[] {
  const dot = path.indexOf(".");
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

function pair(name: string, argument: unknown, scope: Scope): readonly [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) throw malformed(name, scope);
  return [argument[0], argument[1]];
}

function text(name: string, value: unknown, scope: Scope): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw malformed(name, scope);
}

function malformed(name: string, scope: Scope): TemplateError {
  return new TemplateError(scope.place, `${name} has an argument that AWS does not document.`);
}
