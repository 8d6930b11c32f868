import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Fault, WatchedCall } from "../../../local/wire/faults.ts";
import { tenantControl } from "../tenant.ts";

export const newTrace = (): string =>
  `Root=1-${randomUUID().slice(0, 8)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;

/** A call of one cycle: which of its kind it is. */
export interface Step {
  readonly call: Pick<WatchedCall, "service" | "operation">;
  readonly after: number;
}

/** The step with which a cycle commits what it has sealed: from here on it is in the log, and not yet published. */
export const commit: Step = { call: { service: "dynamodb", operation: "PutItem" }, after: 0 };

/**
 * Kills the sealer in a cycle, at a call that has been done, or that is done only once others have gone on.
 *
 * @returns the trace of the cycle, which is to be released.
 */
export async function killSealer({ call, after }: Step, kind: "stall" | "late"): Promise<string> {
  const trace = newTrace();
  const fault: Fault = { ...call, after, kind };
  await tenantControl.arrange({ trace, faults: [fault] });
  const cycle = tenantControl.invoke("Sealer", {}, trace);
  await tenantControl.stuck(trace);
  await tenantControl.kill("Sealer", trace);
  const { failure } = await cycle;
  expect(failure).toBeDefined();
  return trace;
}

/** Lets a call go on that was held up, once its cycle has ended. */
export async function release(trace: string): Promise<void> {
  await tenantControl.release(trace);
  await tenantControl.callsOf(trace);
  await tenantControl.forget(trace);
}
