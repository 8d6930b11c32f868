import { newTrace } from "../../../local/trace.ts";
import type { Fault, WatchedCall } from "../../../local/wire/faults.ts";
import { type Answer, type Asked, ask } from "../../run/kit/ask.ts";
import { tenantControl } from "../../run/tenant.ts";

/** A fault as a case plans it: it meets nothing but one request. */
export type PlannedFault = Omit<Fault, "trace">;

/** What is done while the request waits for a call that does not come back. */
export type Meanwhile = "nothing" | "kill";

export interface Arranged {
  /** Name of the function that serves the request. */
  readonly lambda: string;
  readonly faults: readonly PlannedFault[];
  readonly cold: boolean;
  readonly meanwhile: Meanwhile;
}

/** A request that was sent once, and what the function called for it. */
export interface Attempt extends Answer {
  readonly trace: string;
  /** As they were when the answer came: a call that is late may still be done. */
  readonly calls: readonly WatchedCall[];
}

export const undisturbed = { faults: [], cold: false, meanwhile: "nothing" } as const;

/** Sends a request under the faults that are arranged for it, and ends them. */
export async function attempt(request: Asked, arranged: Arranged): Promise<Attempt> {
  const { lambda, faults, cold, meanwhile } = arranged;
  const trace = newTrace(new Date());
  await tenantControl.arrange(cold ? { trace, faults, cold: lambda } : { trace, faults });
  const answered = ask({ ...request, headers: { ...request.headers, "X-Amzn-Trace-Id": trace } });
  if (meanwhile === "kill") {
    await Promise.race([tenantControl.stuck(trace), answered]);
    await tenantControl.kill(lambda, trace);
  }
  const answer = await answered;
  return { ...answer, trace, calls: await tenantControl.callsOf(trace) };
}

/** Whether the function has answered, and not Lambda or the gateway in its place. */
export const isOfFunction = ({ status, headers }: Answer): boolean =>
  status < 500 || headers.get("x-amzn-errortype") === null;
