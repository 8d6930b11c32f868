/** Held by canary.test.ts. */
export const sum = (left: number, right: number): number => left + right;

/** Run by canary.test.ts, which does not look at what comes of it: its mutant survives. */
export const product = (left: number, right: number): number => left * right;
