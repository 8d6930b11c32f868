import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Vitals } from "../messages.ts";

/** Collects all garbage, and says what is left. */
export function vitals(): Vitals {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return {
    pid: process.pid,
    heapKib: Math.round(process.memoryUsage().heapUsed / 1_024),
    resources: process.getActiveResourcesInfo().length,
  };
}
