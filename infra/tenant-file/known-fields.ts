import { z } from "zod";

/** The fields that a schema has at a path; for a choice, those of its group. */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const shape = shapeOf(schema);
  if (shape === undefined) return [];
  const [next, ...rest] = path;
  if (next === undefined) return Object.keys(shape);
  const inner = shape[String(next)];
  return inner === undefined ? [] : knownFields(inner, rest);
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodUnion) return schema.options.map(shapeOf).find((shape) => shape !== undefined);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return shapeOf(schema.unwrap());
  }
  return undefined;
}
