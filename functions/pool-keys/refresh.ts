import { poolKeysKey } from "../kernel/keys.ts";
import type { PoolKeys } from "../kernel/platform.ts";
import type { Item, Write } from "../kernel/ports.ts";

/** The write that brings the stored keys and clients up to date; `undefined` when they are. */
export function refreshed(stored: Item | undefined, pools: readonly PoolKeys[]): Write | undefined {
  const value = JSON.stringify({ pools });
  if (stored === undefined) {
    return {
      kind: "create",
      table: "community",
      key: poolKeysKey,
      refuses: "in-progress",
      attributes: { value, v: 1 },
    };
  }
  if (stored.value === value) return undefined;
  const v = typeof stored.v === "number" ? stored.v : 0;
  return {
    kind: "update",
    table: "community",
    key: poolKeysKey,
    refuses: "in-progress",
    set: { value, v: v + 1 },
    when: { equals: { v } },
  };
}
