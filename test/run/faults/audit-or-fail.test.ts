import { afterEach, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { counts, countsNow } from "../kit/stored.ts";
import { physicalName } from "../kit/tables.ts";
import { eventsOf } from "../kit/trail.ts";
import { facts, tenantControl } from "../tenant.ts";
import { signedIn } from "./signed-in.ts";
import { expectUnavailable } from "./unavailable.ts";

const always = 1_000;

/** Meets every call that would write into the trail. */
async function breakTrail(kind: "cut" | "throttle" | "unavailable"): Promise<void> {
  const resource = physicalName("audit");
  for (const operation of ["PutItem", "TransactWriteItems"])
    await tenantControl.addFault({ service: "dynamodb", operation, resource, kind, times: always });
}

afterEach(() => tenantControl.clearFaults());

describe.each(signedIn)("$name", ({ route: { action }, lambda, sample }) => {
  it.each(["cut", "throttle", "unavailable"] as const)(
    "answers nothing and changes nothing while the audit write fails (%s), and once afterwards",
    async (kind) => {
      const request = await sample();
      const before = await counts();
      await breakTrail(kind);
      const failed = await ask(request);
      expectUnavailable(failed);
      expect(await countsNow()).toEqual(before);
      await tenantControl.clearFaults();
      const done = await ask(request);
      expect(done.status).toBeLessThan(300);
      expect(await eventsOf(done.requestId, action)).toMatchObject([{ action, outcome: "ok" }]);
      expect(await eventsOf(failed.requestId, action)).toEqual([]);
    },
  );

  it.each(["kms-disabled", "cut", "unavailable"] as const)(
    "opens nothing and changes nothing while KMS fails (%s) and no key is remembered",
    async (kind) => {
      const request = await sample();
      await tenantControl.restart(lambda);
      const before = await counts();
      await tenantControl.addFault({ service: "kms", kind, times: always });
      expectUnavailable(await ask(request));
      expect(await countsNow()).toEqual(before);
      await tenantControl.clearFaults();
      const done = await ask(request);
      expect(done.status).toBeLessThan(300);
      expect(await eventsOf(done.requestId, action)).toMatchObject([{ action, outcome: "ok" }]);
    },
  );

  it("says that it is sealed, and to the trail that it failed, while only the content's key is off", async () => {
    const request = await sample();
    await tenantControl.restart(lambda);
    const before = await counts();
    const resource = facts.keys.find(({ logicalId }) => logicalId === "SealKey")?.physicalId ?? "";
    await tenantControl.addFault({ service: "kms", resource, kind: "kms-disabled", times: always });
    const failed = await ask(request);
    expectUnavailable(failed);
    expect(failed.body).toMatchObject({ type: "urn:kith:problem:sealed" });
    await tenantControl.clearFaults();
    expect(await countsNow()).toEqual({ ...before, audit: before.audit + 1 });
    expect(await eventsOf(failed.requestId, action)).toMatchObject([{ outcome: "error", subjects: [] }]);
  });

  it.each(["cut", "throttle", "unavailable"] as const)(
    "leaves one event of its failure when the community cannot be read (%s)",
    async (kind) => {
      const request = await sample();
      const before = await counts();
      for (const operation of ["GetItem", "BatchGetItem", "Query"]) {
        const resource = physicalName("community");
        await tenantControl.addFault({ service: "dynamodb", operation, resource, kind, times: always });
      }
      const failed = await ask(request);
      expectUnavailable(failed);
      await tenantControl.clearFaults();
      expect(await countsNow()).toEqual({ ...before, audit: before.audit + 1 });
      expect(await eventsOf(failed.requestId, action)).toMatchObject([{ outcome: "error", subjects: [] }]);
    },
  );

  it("is recorded once when the trail's answer is lost", async () => {
    const request = await sample();
    const resource = physicalName("audit");
    for (const operation of ["PutItem", "TransactWriteItems"])
      await tenantControl.addFault({ service: "dynamodb", operation, resource, kind: "cut-after", times: 1 });
    const done = await ask(request);
    await tenantControl.clearFaults();
    expect(done.status).toBeLessThan(300);
    expect(await eventsOf(done.requestId, action)).toMatchObject([{ outcome: "ok" }]);
  });
});
