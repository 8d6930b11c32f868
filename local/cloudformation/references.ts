import { isObject } from "./json.ts";
import { substituted } from "./sub.ts";
import type { Template, TemplateResource } from "./template.ts";
import { TemplateError } from "./template-error.ts";

/**
 * Refuses what CloudFormation refuses before it makes anything: a dependency on nothing, and a circle.
 * Physical names made by a hash would hide a circle here that a deployment would not survive.
 * @throws TemplateError naming the resource with the missing dependency, or the circle.
 */
export function checkDependencies(template: Template): void {
  const dependencies = new Map(
    [...template.resources].map(([id, resource]) => [id, dependenciesOf(id, resource, template)]),
  );
  const done = new Set<string>();
  for (const logicalId of dependencies.keys()) follow(logicalId, [], dependencies, done);
}

function follow(
  logicalId: string,
  path: readonly string[],
  dependencies: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): void {
  if (path.includes(logicalId))
    throw new TemplateError(logicalId, `depends on itself through ${path.join(", ")}.`);
  if (done.has(logicalId)) return;
  for (const next of dependencies.get(logicalId) ?? [])
    follow(next, [...path, logicalId], dependencies, done);
  done.add(logicalId);
}

function dependenciesOf(
  logicalId: string,
  resource: TemplateResource,
  template: Template,
): readonly string[] {
  const missing = resource.dependsOn.find((name) => !template.resources.has(name));
  if (missing !== undefined)
    throw new TemplateError(logicalId, "depends on a resource that the template does not have.");
  const named = [...references(resource.properties)].filter((name) => template.resources.has(name));
  return [...resource.dependsOn, ...named];
}

function* references(value: unknown): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item);
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    yield* referencedBy(key, item);
    yield* references(item);
  }
}

function* referencedBy(key: string, argument: unknown): Iterable<string> {
  if (key === "Ref" && typeof argument === "string") yield argument;
  if (key === "Fn::GetAtt") yield* firstPart(Array.isArray(argument) ? argument[0] : argument);
  if (key === "Fn::Sub") for (const name of substituted(argument)) yield* firstPart(name);
}

function* firstPart(path: unknown): Iterable<string> {
  if (typeof path === "string") yield path.split(".", 1)[0] ?? path;
}
