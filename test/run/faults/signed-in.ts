import { operationNames, rowOf } from "../../samples.ts";
import { servingFunctions } from "../kit/functions.ts";
import { askerOf, goodRequest } from "../kit/requests.ts";

/** Every operation that needs a token, the function that serves it, and a request that succeeds and is sent by no other test. */
export const signedIn = operationNames
  .filter((name) => rowOf(name).scope !== null)
  .map((name) => ({
    name,
    route: rowOf(name),
    lambda: servingFunctions.find(({ served }) => served.includes(name))?.name ?? "",
    sample: async () => goodRequest(name, await askerOf(name)),
  }));
