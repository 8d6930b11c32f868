import type { Item } from "./ports.ts";

/** FNV-1a of 64 bits: a checksum, not a digest; what goes in is ids and counters that stand in clear anyway. */
const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

const checksum = (text: string): string => {
  let sum = offset;
  for (let at = 0; at < text.length; at += 1) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(text.charCodeAt(at))) * prime);
  }
  return sum.toString(36);
};

/**
 * Version tag of what is answered from these items: made of their ids and version counters, that of what is counted (`rv`)
 * included, never of content, so that it can be compared without opening anything.
 * @param others What else the answer depends on: its language, another version counter.
 */
export const versionOf = (items: readonly Item[], ...others: readonly (string | number)[]): string =>
  checksum(JSON.stringify([items.map(({ pk, sk, v, rv }) => [pk, sk, v, rv]), others]));
