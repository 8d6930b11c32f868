import { createHash } from "node:crypto";

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** The alphabets in which AWS writes its generated ids. */
export const alphabets = {
  lower: DIGITS + LOWER,
  upper: DIGITS + LOWER.toUpperCase(),
  mixed: DIGITS + LOWER + LOWER.toUpperCase(),
};

/** The same id for the same seeds, in every run: nothing of a kept data folder changes its name. */
export function generatedId(alphabet: string, length: number, ...seeds: readonly string[]): string {
  return Array.from(bytes(length, seeds), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** A UUID made of its seeds, in the form of version 4. */
export function uuid(...seeds: readonly string[]): string {
  const hex = bytes(16, seeds).toString("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

function bytes(length: number, seeds: readonly string[]): Buffer {
  return createHash("shake256", { outputLength: length }).update(JSON.stringify(seeds)).digest();
}
