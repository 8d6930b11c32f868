import { afterEach, describe, expect, it } from "vitest";
import { endsSession } from "../../samples.ts";
import { type Asked, ask } from "../kit/ask.ts";
import { added, counts } from "../kit/stored.ts";
import { eventsOf } from "../kit/trail.ts";
import { tenantControl } from "../tenant.ts";
import { signedIn } from "./signed-in.ts";
import { expectUnavailable } from "./unavailable.ts";

const always = 1_000;
const meetTransactions = (kind: "conflict" | "cut-after", times: number) =>
  tenantControl.addFault({ service: "dynamodb", operation: "TransactWriteItems", kind, times });

/** What a request adds when nothing goes wrong. */
async function undisturbed(request: Asked) {
  const before = await counts();
  expect((await ask(request)).status).toBeLessThan(300);
  return added(before, await counts());
}

afterEach(() => tenantControl.clearFaults());

describe.each(signedIn.filter(({ route }) => route.method === "POST"))("$name", ({ name, route, sample }) => {
  const { action } = route;

  it("is done once, with one event, after a few conflicts", async () => {
    const request = await sample();
    await meetTransactions("conflict", 2);
    const done = await ask(request);
    expect(await tenantControl.pendingFaults()).toBe(0);
    expect(done.status).toBeLessThan(300);
    expect(await eventsOf(done.requestId, action)).toMatchObject([{ outcome: "ok" }]);
  });

  it("is not done at all while every attempt conflicts, and says so", async () => {
    const request = await sample();
    const before = await counts();
    await meetTransactions("conflict", always);
    const failed = await ask(request);
    expectUnavailable(failed);
    await tenantControl.clearFaults();
    expect(await counts()).toEqual({ ...before, audit: before.audit + 1 });
    expect(await eventsOf(failed.requestId, action)).toMatchObject([{ outcome: "error", subjects: [] }]);
  });

  it("is done once when the answer of the first attempt is lost", async () => {
    const usual = await undisturbed(await sample());
    const request = await sample();
    const before = await counts();
    await meetTransactions("cut-after", 1);
    const done = await ask(request);
    expect(done.status).toBeLessThan(300);
    expect(added(before, await counts())).toEqual(usual);
    expect(await eventsOf(done.requestId, action)).toMatchObject([{ outcome: "ok" }]);
  });

  it("is done once when every answer is lost and the caller repeats it", async () => {
    const usual = await undisturbed(await sample());
    const request = await sample();
    const before = await counts();
    await meetTransactions("cut-after", always);
    const first = await ask(request);
    expectUnavailable(first);
    await tenantControl.clearFaults();
    const again = await ask(request);
    expect(added(before, await counts())).toEqual(usual);
    const done = (await eventsOf(first.requestId, action)).filter(({ outcome }) => outcome === "ok");
    expect(done).toHaveLength(1);
    const repeated = await eventsOf(again.requestId, action);
    if (endsSession(name)) {
      expect(again).toMatchObject({ status: 401, body: { type: "urn:kith:problem:session-ended" } });
      expect(repeated).toMatchObject([{ action, outcome: "denied" }]);
    } else {
      expect(again.status).toBeLessThan(300);
      expect(repeated).toMatchObject([{ action: "replay", replayOf: done[0]?.eventId, outcome: "ok" }]);
    }
  });
});
