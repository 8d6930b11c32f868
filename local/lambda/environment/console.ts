import { format } from "node:util";
import type { FunctionIdentity } from "../messages.ts";
import type { ErrorDocument } from "./error-document.ts";

const levels = {
  trace: "TRACE",
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
} as const;

type Line = (level: string, parts: readonly unknown[]) => string;

let requestId: string | undefined;
let line: Line = textLine;

/** The request that the lines from now on belong to. */
export function setRequestId(id: string): void {
  requestId = id;
}

/** Makes the lines of `console` what Lambda's runtime makes of them before CloudWatch gets them. */
export function shapeConsole(logFormat: FunctionIdentity["logFormat"]): void {
  line = logFormat === "JSON" ? jsonLine : textLine;
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(console, method, (...parts: readonly unknown[]) => process.stdout.write(line(level, parts)));
  }
}

/** Writes an error that the handler did not catch, in the words of the runtime. */
export function logFailure(title: string, { errorType, errorMessage, trace }: ErrorDocument): void {
  const document = { errorType, errorMessage, stackTrace: trace };
  const parts = line === jsonLine ? [document] : [`${title} \t${JSON.stringify(document)}`];
  process.stdout.write(line("ERROR", parts));
}

function textLine(level: string, parts: readonly unknown[]): string {
  const message = format(...parts).replaceAll("\n", "\r");
  return `${new Date().toISOString()}\t${requestId ?? "undefined"}\t${level}\t${message}\n`;
}

function jsonLine(level: string, parts: readonly unknown[]): string {
  const [first, ...others] = parts;
  const message = others.length === 0 && typeof first === "object" ? first : format(...parts);
  return `${JSON.stringify({ timestamp: new Date().toISOString(), level, requestId, message })}\n`;
}
