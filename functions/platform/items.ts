import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Attributes, Item, Key, Value } from "../kernel/ports.ts";

/** An item as DynamoDB's API writes it. */
export type StoredItem = Record<string, AttributeValue>;

const integer = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError("A stored number is a safe integer.");
  return String(value);
};

/**
 * A value as DynamoDB's API writes it. A list of strings becomes a list, not a set: a set can neither be empty nor ordered.
 * @throws RangeError for a number that is no safe integer.
 */
export const toStored = (value: Value): AttributeValue => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "number") return { N: integer(value) };
  if (value instanceof Uint8Array) return { B: value };
  return { L: value.map((entry) => ({ S: entry })) };
};

const stringOf = (entry: AttributeValue): string => {
  if (entry.S === undefined) throw new TypeError("A stored list holds strings only.");
  return entry.S;
};

/**
 * The value of a stored attribute.
 * @throws TypeError for a type that Kith never writes, RangeError for a number that is no safe integer.
 */
export const fromStored = (stored: AttributeValue): Value => {
  if (stored.S !== undefined) return stored.S;
  if (stored.BOOL !== undefined) return stored.BOOL;
  if (stored.N !== undefined) return Number(integer(Number(stored.N)));
  if (stored.B !== undefined) return stored.B;
  if (stored.L !== undefined) return stored.L.map(stringOf);
  throw new TypeError("A stored attribute has a type that is never written here.");
};

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

/** Attributes as DynamoDB's API writes them. */
export const toStoredItem = (attributes: Attributes): StoredItem => mapValues(attributes, toStored);

/** A key as DynamoDB's API writes it. */
export const toStoredKey = ({ pk, sk }: Key): StoredItem => ({ pk: { S: pk }, sk: { S: sk } });

/**
 * A stored item with its key.
 * @throws TypeError when the key is missing or an attribute has a type that is never written here.
 */
export const fromStoredItem = (stored: StoredItem): Item => {
  const { pk, sk, ...attributes } = mapValues(stored, fromStored);
  if (typeof pk !== "string" || typeof sk !== "string") throw new TypeError("A stored item has pk and sk.");
  return { ...attributes, pk, sk };
};
