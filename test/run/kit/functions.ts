import { apiFunctions, slices } from "../../../functions/routes.ts";
import { operationNames } from "../../samples.ts";

/** The functions of the API, each as its name in the stack begins, with the operations that it serves. */
export const servingFunctions = Object.entries(apiFunctions).map(([name, itsSlices]) => {
  const names: ReadonlySet<string> = new Set(itsSlices.flatMap((slice) => Object.keys(slices[slice])));
  return {
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    served: operationNames.filter((operation) => names.has(operation)),
  };
});
