import { alphabets } from "../ids.ts";
import type { Naming } from "./resource-type.ts";

const SUFFIX_LENGTH = 12;

/** The name that a property gives, or else `<stack>-<logical id>-<suffix>` as CloudFormation makes it. */
export function nameFrom(property: string, longest: number): (naming: Naming) => string {
  return (naming) => naming.text(property) ?? generatedName(naming, longest);
}

/** A generated name, shortened in the middle so that stack and suffix stay readable. */
export function generatedName(naming: Naming, longest: number): string {
  const suffix = naming.generated(alphabets.mixed, SUFFIX_LENGTH);
  const room = longest - SUFFIX_LENGTH - 2;
  const stack = naming.environment.stackName.slice(0, Math.ceil(room / 2));
  return `${stack}-${naming.logicalId.slice(0, room - stack.length)}-${suffix}`;
}

/** An ARN with region and account. */
export function arn(naming: Naming, service: string, resource: string): string {
  const { partition, region, account } = naming.environment;
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** An ARN of a service that has no regions. */
export function globalArn(naming: Naming, service: string, resource: string): string {
  const { partition, account } = naming.environment;
  return `arn:${partition}:${service}::${account}:${resource}`;
}

/** Ten characters, as API Gateway names its things. */
export function shortId(naming: Naming): string {
  return naming.generated(alphabets.lower, 10);
}
