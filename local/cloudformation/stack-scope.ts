import { conditionValue } from "./condition-functions.ts";
import { type Environment, pseudoParameters } from "./environment.ts";
import { isObject, own } from "./json.ts";
import { namingOf } from "./naming.ts";
import { resolve } from "./resolve.ts";
import { NO_VALUE, type Scope } from "./scope.ts";
import type { Template, TemplateResource } from "./template.ts";
import { TemplateError } from "./template-error.ts";
import { resourceTypes } from "./types/index.ts";
import type { Naming, ResourceType } from "./types/resource-type.ts";

/** A resource that the stack makes, with what names it. */
export interface NamedResource {
  readonly resource: TemplateResource;
  readonly type: ResourceType;
  readonly naming: Naming;
}

/** The names of a stack: who asks for a value gives the place where it stands. */
export interface StackScope {
  readonly at: (place: string) => Scope;
  readonly named: (logicalId: string, place: string) => NamedResource;
  readonly exists: (logicalId: string) => boolean;
}

/** Ties the sections of a template together: each value is looked up when it is asked for. */
export function stackScope(template: Template, environment: Environment): StackScope {
  const pseudo = pseudoParameters(environment);

  const at = (place: string): Scope => ({
    place,
    ref,
    attribute,
    condition,
    mappings: template.mappings,
    region: environment.region,
  });

  const condition = (name: string, place: string): boolean => {
    const value = own(template.conditions, name);
    if (value === undefined)
      throw new TemplateError(place, `names a condition that does not exist: ${name}.`);
    return conditionValue(value, at(`Conditions ${name}`), resolve);
  };

  const exists = (logicalId: string): boolean => {
    const resource = template.resources.get(logicalId);
    if (resource === undefined) return false;
    return resource.condition === undefined || condition(resource.condition, logicalId);
  };

  const named = (logicalId: string, place: string): NamedResource => {
    const resource = template.resources.get(logicalId);
    if (resource === undefined || !exists(logicalId)) {
      throw new TemplateError(place, `refers to ${logicalId}, which the stack does not have.`);
    }
    const type = own(resourceTypes, resource.type);
    if (type === undefined)
      throw new TemplateError(logicalId, `type ${resource.type} is not known to the local run.`);
    const property = (name: string): unknown => {
      const value = resolve(resource.properties[name], at(logicalId));
      return value === NO_VALUE ? undefined : value;
    };
    return { resource, type, naming: namingOf(logicalId, environment, property) };
  };

  const attribute = (logicalId: string, name: string, place: string): string => {
    const { type, naming } = named(logicalId, place);
    const value = own(type.attributes, name);
    if (value === undefined)
      throw new TemplateError(place, `attribute ${name} of ${logicalId} is not known to the local run.`);
    return value(naming);
  };

  const ref = (name: string, place: string): unknown => {
    const value = own(pseudo, name) ?? parameter(template, name, place);
    if (value !== undefined) return value;
    const { type, naming } = named(name, place);
    return type.ref(naming);
  };

  return { at, named, exists };
}

/** A parameter stands for its default; one that AWS would look up elsewhere has no value here. */
function parameter(template: Template, name: string, place: string): unknown {
  const value = own(template.parameters, name);
  if (value === undefined) return undefined;
  if (isObject(value) && (value.Type === "String" || value.Type === "Number") && value.Default !== undefined)
    return value.Default;
  throw new TemplateError(place, `refers to the parameter ${name}, which has no value in the template.`);
}
