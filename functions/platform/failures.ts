import { Problem } from "../kernel/problems.ts";

/** Seconds after which a caller may try again when AWS could not be reached or was too busy. */
const tryAgainAfter = 5;

/** Something that Kith depends on did not answer as it must. */
export const unavailable = (cause: unknown): Problem =>
  new Problem("unavailable", { retryAfter: tryAgainAfter, cause });

/** A rule of the program itself was broken, or what is stored is not what Kith writes. */
export const internal = (rule: string): Problem => new Problem("internal", { cause: new Error(rule) });
