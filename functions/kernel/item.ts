import * as z from "zod/mini";
import type { $ZodType } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import type { Item } from "./ports.ts";
import { Problem } from "./problems.ts";

/** Bytes of a sealed value. */
export const sealedBytes = z.instanceof(Uint8Array);

/** Reads an item through its schema. @throws Problem `internal` when a stored item is not what its slice wrote. */
export function readItem<S extends $ZodType>(schema: S, item: Item): z.output<S> {
  const parsed = safeParse(schema, item);
  if (!parsed.success) throw new Problem("internal");
  return parsed.data;
}
