import { randomBytes } from "node:crypto";

const form = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/** A new trace, as `X-Amzn-Trace-Id` writes it. Source: X-Ray developer guide, "Tracing header". */
export function newTrace(now: Date): string {
  const time = Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${time}-${randomBytes(12).toString("hex")}`;
}

/** The trace that a header names, without what stands behind its root; undefined when it names none. */
export function traceIn(header: string | undefined): string | undefined {
  const root = form.exec(header ?? "")?.[1];
  return root === undefined ? undefined : `Root=${root}`;
}
