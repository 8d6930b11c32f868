import { randomFillSync } from "node:crypto";
import { saltLength } from "./format.ts";

const saltsPerFill = 128;

/** Filled at the first use and not at start: a pool inside a snapshot would be dealt out twice. */
let pool = Buffer.alloc(0);

/** A fresh random salt; asks the system for many at once because one call per salt costs more than the sealing. */
export const freshSalt = (): Buffer => {
  // Stryker disable next-line ConditionalExpression: filling more often changes the speed alone.
  if (pool.length === 0) pool = randomFillSync(Buffer.alloc(saltsPerFill * saltLength));
  const salt = pool.subarray(0, saltLength);
  pool = pool.subarray(saltLength);
  return salt;
};
