import type { LogHead, ReadHead } from "../../kernel/log.ts";
import type { Item, Key, Reader } from "../../kernel/ports.ts";
import { internal } from "../failures.ts";

/** Where the head of the log lies in `audit-keys`. */
export const headKey: Key = { pk: "LOG#head", sk: "HEAD" };

/** Reads the head of the log. @throws Problem `internal` when the item is not one that the sealer writes. */
export const headReader =
  (registry: Pick<Reader, "get">): ReadHead =>
  async () => {
    const item = await registry.get(headKey, { consistent: true });
    return item && headOf(item);
  };

function headOf({ size, root, published, mark, sealedAt }: Item): LogHead {
  const isHead =
    typeof size === "number" &&
    root instanceof Uint8Array &&
    typeof published === "number" &&
    typeof mark === "number" &&
    typeof sealedAt === "number";
  if (!isHead) throw internal("The head of the log is not one that the sealer writes.");
  return { size, root, published, mark, sealedAt };
}
