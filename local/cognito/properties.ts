import type { z } from "zod";
import type { Resource } from "../types.ts";

/** Reads a resource's properties through its schema; the error names the resource and the property, no value. */
export function readProperties<T>(resource: Resource, schema: z.ZodType<T>): T {
  const result = schema.safeParse(resource.properties);
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => issue.path.join(".") || "(properties)").join(", ");
  throw new Error(`The local sign-in does not understand ${resource.logicalId}: ${places}`);
}
