import type { Invocation } from "../types.ts";
import type { FunctionSettings } from "./settings.ts";

/** What Lambda itself writes into a function's log around an invocation. */
export interface PlatformLines {
  readonly start: (requestId: string) => readonly string[];
  readonly end: (requestId: string, result: Invocation, durationMs: number) => readonly string[];
}

/**
 * The lines in the function's log format ("Working with Lambda function logs").
 * @param now gives the time that they carry.
 */
export function platformLines({ logFormat, memoryMb }: FunctionSettings, now: () => Date): PlatformLines {
  return logFormat === "JSON" ? jsonLines(memoryMb, now) : textLines(memoryMb, now);
}

function textLines(memoryMb: number, now: () => Date): PlatformLines {
  return {
    start: (requestId) => [`START RequestId: ${requestId} Version: $LATEST`],
    end: (requestId, { failure, payload }, durationMs) => {
      const figures = [
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${Math.ceil(durationMs)} ms`,
      ];
      return [
        ...(isOurs(failure) ? [`${now().toISOString()} ${requestId} ${messageOf(payload)}`] : []),
        `END RequestId: ${requestId}`,
        [`REPORT RequestId: ${requestId}`, ...figures, `Memory Size: ${memoryMb} MB`].join("\t"),
      ];
    },
  };
}

function jsonLines(memorySizeMB: number, now: () => Date): PlatformLines {
  const line = (type: string, record: object): readonly string[] => [
    JSON.stringify({ time: now().toISOString(), type, record }),
  ];
  return {
    start: (requestId) => line("platform.start", { requestId, version: "$LATEST" }),
    end: (requestId, { failure, payload }, durationMs) => {
      const metrics = { durationMs, billedDurationMs: Math.ceil(durationMs), memorySizeMB };
      const status = failure === undefined ? "success" : failure === "Timeout" ? "timeout" : "error";
      const errorType = isOurs(failure) ? { errorType: typeOf(payload) } : {};
      return line("platform.report", { requestId, metrics, status, ...errorType });
    },
  };
}

/** Whether Lambda ended the invocation: what the handler threw, its own process has logged. */
function isOurs(failure: Invocation["failure"]): boolean {
  return failure !== undefined && failure !== "Unhandled";
}

function messageOf(payload: string): string {
  return String(JSON.parse(payload).errorMessage);
}

function typeOf(payload: string): string {
  return String(JSON.parse(payload).errorType);
}
