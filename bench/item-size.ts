import * as z from "zod/mini";

/** An attribute value in the JSON of DynamoDB's API, of the types that Kith stores. */
const attribute = z.union([
  z.strictObject({ S: z.string() }),
  z.strictObject({ N: z.string() }),
  z.strictObject({ B: z.string() }),
  z.strictObject({ BOOL: z.boolean() }),
  z.strictObject({ L: z.array(z.strictObject({ S: z.string() })) }),
]);
export const item = z.record(z.string(), attribute);
export type Item = z.output<typeof item>;

/**
 * Bytes of an item as DynamoDB charges them: names and values, without the JSON around them.
 * Source: DynamoDB developer guide, "DynamoDB item sizes and formats".
 */
export const itemBytes = (stored: Item): number =>
  Object.entries(stored).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: Item[string]): number {
  if ("S" in value) return Buffer.byteLength(value.S);
  if ("B" in value) return Buffer.from(value.B, "base64").length;
  if ("BOOL" in value) return 1;
  if ("N" in value) return Math.ceil(value.N.replace(/^-?0*/, "").length / 2) + 1;
  return 3 + value.L.reduce((sum, { S }) => sum + 1 + Buffer.byteLength(S), 0);
}

/** Write units of an item outside of a transaction: one per started kilobyte. */
export const writeUnits = (stored: Item): number => Math.max(1, Math.ceil(itemBytes(stored) / 1_024));

/** Read units, eventually consistent, of items whose sizes are added up before rounding, as a Query's are. */
export const queryUnits = (items: readonly Item[]): number =>
  Math.max(1, Math.ceil(items.reduce((sum, one) => sum + itemBytes(one), 0) / 4_096)) / 2;

/** Read units, eventually consistent, of single items, each of which is rounded; a missing one costs one unit's half too. */
export const singleUnits = (items: readonly Item[], asked: number): number =>
  items.reduce((sum, one) => sum + Math.max(1, Math.ceil(itemBytes(one) / 4_096)) / 2, 0) +
  (asked - items.length) / 2;
