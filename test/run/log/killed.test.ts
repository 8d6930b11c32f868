import { beforeAll, describe, expect, it } from "vitest";
import { clientOf, tenantControl } from "../tenant.ts";
import { killSealer, newTrace, release, type Step } from "./killed-sealer.ts";
import { eventsInTable, readLog, seal, timesIn } from "./sealed-log.ts";

async function anEvent(): Promise<void> {
  const { response } = await clientOf("maria").GET("/v1/me", {});
  expect(response.status).toBe(200);
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

/** Kills the sealer at a step, seals with another one, and lets the held-up call come behind it. */
async function killedAt(step: Step, kind: "stall" | "late"): Promise<void> {
  await anEvent();
  const trace = await killSealer(step, kind);
  await seal();
  await release(trace);
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
