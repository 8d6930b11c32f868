import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fault, WatchedCall } from "../../../local/wire/faults.ts";
import { clientOf, tenantControl } from "../tenant.ts";
import { eventsInTable, readLog, seal, timesIn } from "./sealed-log.ts";

const newTrace = (): string =>
  `Root=1-${randomUUID().slice(0, 8)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;

async function anEvent(): Promise<void> {
  const { response } = await clientOf("maria").GET("/v1/me", {});
  expect(response.status).toBe(200);
}

/** A call of one cycle: which of its kind it is. */
interface Step {
  readonly call: Pick<WatchedCall, "service" | "operation">;
  readonly after: number;
}
const writes = new Set(["PutObject", "PutItem", "UpdateItem", "Sign", "PutObjectTagging"]);

/** Every write of a cycle, and of what it reads the first of each kind. */
async function stepsOfCycle(): Promise<readonly Step[]> {
  await seal();
  await anEvent();
  const trace = newTrace();
  await tenantControl.arrange({ trace, faults: [] });
  const { payload } = await tenantControl.invoke("Sealer", {}, trace);
  expect(payload).toBe('{"cycle":"sealed"}');
  const calls = await tenantControl.callsOf(trace);
  await tenantControl.forget(trace);
  const seen = new Map<string, number>();
  return calls.flatMap(({ service, operation }) => {
    const after = seen.get(operation) ?? 0;
    seen.set(operation, after + 1);
    return after === 0 || writes.has(operation) ? [{ call: { service, operation }, after }] : [];
  });
}

/** Kills the sealer in a cycle, at a call that has been done, or that is done only once others have gone on. */
async function killedAt({ call, after }: Step, kind: "stall" | "late"): Promise<string> {
  const trace = newTrace();
  const fault: Fault = { ...call, after, kind };
  await anEvent();
  await tenantControl.arrange({ trace, faults: [fault] });
  const cycle = tenantControl.invoke("Sealer", {}, trace);
  await tenantControl.stuck(trace);
  await tenantControl.kill("Sealer", trace);
  const { failure } = await cycle;
  expect(failure).toBeDefined();
  await seal();
  await tenantControl.release(trace);
  await tenantControl.callsOf(trace);
  await tenantControl.forget(trace);
  return trace;
}

let steps: readonly Step[];
beforeAll(async () => {
  steps = await stepsOfCycle();
});

describe("A sealer that is killed", () => {
  it("has all the steps of a cycle: reads, segment, head, tiles, signature, checkpoints, and that it is published", () => {
    const operations = new Set(steps.map(({ call }) => call.operation));
    expect([...operations]).toEqual(
      expect.arrayContaining(["GetItem", "ListObjectsV2", "GetRecords", "PutItem", "Sign", "UpdateItem"]),
    );
    expect(steps.filter(({ call }) => call.operation === "PutObject").length).toBeGreaterThanOrEqual(5);
  });

  it.each(["stall", "late"] as const)(
    "at any of them loses nothing, seals nothing twice and contradicts nothing signed: %s",
    async (kind) => {
      let before = await readLog();
      for (const step of steps) {
        await killedAt(step, kind);
        await seal();
        const log = await readLog();
        const where = `${step.call.operation} ${step.after}`;
        expect(log.size, where).toBeGreaterThan(before.size);
        expect(log.entries.slice(0, before.size), where).toEqual(before.entries);
        before = log;
      }
      const times = timesIn(await readLog());
      expect((await eventsInTable()).filter((id) => times.get(id) !== 1)).toEqual([]);
    },
  );
});
