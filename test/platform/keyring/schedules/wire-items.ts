import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Wire } from "../../audit/conditions.ts";

/** An item as the SDK's commands carry it. */
export type Carried = Readonly<Record<string, AttributeValue>>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Bytes as text, so that two items can be compared. */
export const toWire = (item: Carried): Wire =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value.B ? { B: base64(value.B) } : { ...value }]),
  ) as Wire;

export const fromWire = (item: Wire): Carried =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B, "base64") },
    ]),
  ) as Carried;

/** The item after `SET #a = :a, …`, as the platform writes it. */
export function updated(
  before: Wire,
  expression: string,
  names: Readonly<Record<string, string>>,
  values: Wire,
): Wire {
  const set = /^SET (.*)$/.exec(expression)?.[1];
  if (set === undefined) throw new Error(`not understood: ${expression}`);
  const assigned = set.split(", ").map((one) => {
    const [name = "", value = ""] = one.split(" = ");
    return [names[name] ?? name, values[value] ?? {}] as const;
  });
  return { ...before, ...Object.fromEntries(assigned) };
}
