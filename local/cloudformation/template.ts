import { isObject, isStrings, type JsonObject } from "./json.ts";
import { TemplateError } from "./template-error.ts";

/** One resource as the template writes it: nothing resolved. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
}

export interface Template {
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
}

const sections = [
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
];
const resourceAttributes = [
  "Condition",
  "DeletionPolicy",
  "DependsOn",
  "Metadata",
  "Properties",
  "Type",
  "UpdateReplacePolicy",
];

/** Rules that check the account in which a template is deployed, not what it makes. */
const rulesOfTheAccount = ["CheckBootstrapVersion"];

/**
 * Reads the JSON of a template into its sections.
 * @throws TemplateError when a section or an attribute of a resource is one that this reader does not know.
 */
export function parseTemplate(json: unknown): Template {
  if (!isObject(json)) throw new TemplateError("Template", "is not a JSON object.");
  refuseUnknown("Template", json, sections);
  refuseUnknown("Rules", section(json, "Rules"), rulesOfTheAccount);
  const resources = Object.entries(section(json, "Resources")).map(
    ([logicalId, value]) => [logicalId, parseResource(logicalId, value)] as const,
  );
  return {
    resources: new Map(resources),
    parameters: section(json, "Parameters"),
    mappings: section(json, "Mappings"),
    conditions: section(json, "Conditions"),
    outputs: section(json, "Outputs"),
  };
}

function parseResource(logicalId: string, value: unknown): TemplateResource {
  if (!isObject(value) || typeof value.Type !== "string") throw new TemplateError(logicalId, "has no type.");
  refuseUnknown(logicalId, value, resourceAttributes);
  const properties = value.Properties ?? {};
  if (!isObject(properties)) throw new TemplateError(logicalId, "has properties that are not an object.");
  return {
    type: value.Type,
    properties,
    condition: conditionOf(logicalId, value.Condition),
    dependsOn: dependenciesOf(logicalId, value.DependsOn),
  };
}

function conditionOf(logicalId: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new TemplateError(logicalId, "has a condition that is not a name.");
}

function dependenciesOf(logicalId: string, value: unknown): readonly string[] {
  const names = typeof value === "string" ? [value] : (value ?? []);
  if (isStrings(names)) return names;
  throw new TemplateError(logicalId, "has a DependsOn that is not a list of names.");
}

function section(template: JsonObject, name: string): JsonObject {
  const value = template[name] ?? {};
  if (!isObject(value)) throw new TemplateError(name, "is not an object.");
  return value;
}

function refuseUnknown(place: string, object: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TemplateError(place, `${unknown} is not known to the local run.`);
}
