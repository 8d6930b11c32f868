import type { JsonObject } from "./json.ts";

/** What an intrinsic may ask for while a value of the template is resolved. */
export interface Scope {
  /** Where the value stands, for errors: a logical id, or a section. */
  readonly place: string;
  /** The value of a pseudo parameter, a parameter or a resource. */
  readonly ref: (name: string, place: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string, place: string) => string;
  readonly condition: (name: string, place: string) => boolean;
  readonly mappings: JsonObject;
  readonly region: string;
}

/** Stands for `AWS::NoValue`: whatever holds it is left out. */
export const NO_VALUE: unique symbol = Symbol("AWS::NoValue");

/** Resolves every intrinsic in a value: handed to the intrinsics, which are part of it. */
export type Resolve = (value: unknown, scope: Scope) => unknown;
