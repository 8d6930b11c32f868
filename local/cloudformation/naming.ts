import type { Environment } from "./environment.ts";
import { generatedId, uuid } from "./ids.ts";
import { TemplateError } from "./template-error.ts";
import type { Naming } from "./types/resource-type.ts";

/** @param property gives a property of the resource, resolved. */
export function namingOf(
  logicalId: string,
  environment: Environment,
  property: (name: string) => unknown,
): Naming {
  const text = (name: string): string | undefined => {
    const value = property(name);
    if (value === undefined || typeof value === "string") return value;
    throw new TemplateError(logicalId, `${name} is not a text.`);
  };
  return {
    logicalId,
    environment,
    text,
    required: (name) => {
      const value = text(name);
      if (value === undefined) throw new TemplateError(logicalId, `has no ${name}.`);
      return value;
    },
    generated: (alphabet, length) => generatedId(alphabet, length, environment.stackId, logicalId),
    uuid: () => uuid(environment.stackId, logicalId),
  };
}
