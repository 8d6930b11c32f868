import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** One log event, as CloudWatch Logs gets it. */
export interface LogEvent {
  readonly functionName: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

export interface FunctionLog {
  readonly write: (functionName: string, message: string) => void;
  readonly events: (functionName?: string) => readonly LogEvent[];
}

/** How many events of all functions are kept in memory. */
const KEPT_EVENTS = 20_000;

/**
 * @param folder where a file per function grows; null keeps the events in memory only.
 * @param now milliseconds since the epoch.
 */
export function functionLog(folder: string | null, now: () => number): FunctionLog {
  const kept: LogEvent[] = [];
  if (folder !== null) mkdirSync(folder, { recursive: true });
  return {
    write: (functionName, message) => {
      kept.push({ functionName, timestamp: now(), message });
      if (kept.length > KEPT_EVENTS) kept.splice(0, KEPT_EVENTS / 10);
      if (folder !== null) appendFileSync(join(folder, `${functionName}.log`), `${message}\n`);
    },
    events: (functionName) =>
      kept.filter((event) => functionName === undefined || event.functionName === functionName),
  };
}
