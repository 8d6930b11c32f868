import { type ApiFunction, apiFunctions } from "../functions/routes.ts";

/** Functions that no request starts: most by a clock, `setup` once by the operator, `activity` by the changes of a table. */
export const workers = [
  "rotation",
  "pool-keys",
  "identity",
  "jobs",
  "setup",
  "activity",
  "sealer",
  "indexer",
  "verifier",
] as const;
export type Worker = (typeof workers)[number];

/** Every deployed function. Its code is `functions/<name>/lambda.ts`. */
export type FunctionName = ApiFunction | Worker;

export const apiFunctionNames: readonly ApiFunction[] = Object.keys(apiFunctions).filter(isApiFunction);
export const functionNames: readonly FunctionName[] = [...apiFunctionNames, ...workers];

export function isApiFunction(name: string): name is ApiFunction {
  return Object.hasOwn(apiFunctions, name);
}

export function isFunctionName(name: string): name is FunctionName {
  return functionNames.some((one) => one === name);
}
