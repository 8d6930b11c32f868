import type { OperationName } from "../../samples.ts";
import type { Asker } from "./requests.ts";

/** Makes, for one request, the things that it names, so that whoever may is answered with 2xx. */
export type Prepare = (asker: Asker) => Promise<Asker>;

/** By operation; the others find what they name in the sample tenant. */
export const preparations: Readonly<Partial<Record<OperationName, Prepare>>> = {};
