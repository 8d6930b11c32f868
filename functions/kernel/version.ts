import type { Item } from "./ports.ts";

/**
 * Version tag of what is answered from these items: made of version counters and ids, never of content, so that it can be
 * compared without opening anything.
 * @param others What else the answer depends on: its language, another version counter.
 */
export const versionOf = (items: readonly Item[], ...others: readonly (string | number)[]): string => {
  const counters = items.reduce((sum, { v }) => sum + (typeof v === "number" ? v : 0), 0);
  const end = (item: Item | undefined): string => item?.sk.split("#").at(-1) ?? "-";
  return [items.length, counters, end(items.at(0)), end(items.at(-1)), ...others].join(".");
};
