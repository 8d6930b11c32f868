import type { Environment } from "../environment.ts";

/** One resource while its names are made. */
export interface Naming {
  readonly logicalId: string;
  readonly environment: Environment;
  /** A property of the resource, resolved; an error when it is there and not a text. */
  readonly text: (property: string) => string | undefined;
  /** As `text`, and an error when it is absent. */
  readonly required: (property: string) => string;
  /** An id as AWS would generate it: the same in every run of this stack. */
  readonly generated: (alphabet: string, length: number) => string;
  readonly uuid: () => string;
}

/** How a type of resource is named: what `Ref` gives, and what `Fn::GetAtt` gives for each attribute. */
export interface ResourceType {
  readonly ref: (naming: Naming) => string;
  readonly attributes: Readonly<Record<string, (naming: Naming) => string>>;
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;
