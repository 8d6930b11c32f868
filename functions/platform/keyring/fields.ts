import type { Item } from "../../kernel/ports.ts";

/** An attribute of an item if it is there and has bytes. */
export const bytesOf = (item: Item | undefined, name: string): Uint8Array | undefined => {
  const value = item?.[name];
  return value instanceof Uint8Array ? value : undefined;
};

/** An attribute of an item if it is there and is a number. */
export const numberOf = (item: Item | undefined, name: string): number | undefined => {
  const value = item?.[name];
  return typeof value === "number" ? value : undefined;
};

/** Whether two ids are the same; for ids only, since it takes longer the later they differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
