import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientOf, tenantControl } from "../tenant.ts";
import { readLog, seal } from "./sealed-log.ts";

/** What the officer is told. */
async function integrity(language = "en") {
  const { data } = await clientOf("olivia").GET("/v1/audit/integrity", {
    headers: { "Accept-Language": language },
  });
  if (!data) throw new Error("The officer is told nothing.");
  return data;
}

/** Runs the verifier as its schedule does. @returns what it came to. */
async function verify(): Promise<unknown> {
  const { payload, failure } = await tenantControl.invoke("Verifier", {});
  if (failure !== undefined) throw new Error(`The verifier failed: ${payload}`);
  return JSON.parse(payload ?? "{}");
}

async function someEvents(): Promise<void> {
  for (let count = 0; count < 20; count++) await clientOf("maria").GET("/v1/me", {});
}

describe("What the officer is told of the log", () => {
  beforeAll(async () => {
    await someEvents();
    await seal();
    // A bundle that is full lies in the bucket that nobody can change.
    for (let { size } = await readLog(); size < 257; size += 20) await someEvents();
    await seal();
  });
  afterEach(async () => {
    await tenantControl.setClock(0);
    await tenantControl.giveBack();
  });

  it("is how far it goes, what was verified, and the checkpoint to keep, after the verifier has read every entry", async () => {
    const { size, files } = await readLog();
    expect(await verify()).toEqual({ verified: "whole", size });
    const told = await integrity();
    // Other tests change the table behind Kith's back: then the log says so.
    expect(["intact", "violations"]).toContain(told.state);
    expect(told).toMatchObject({
      sealed: { entries: size },
      promise: { targetSeconds: 120, alarmSeconds: 300, promisedSeconds: 900 },
      verified: { entries: size, full: {} },
      finding: null,
      checkpoint: files.get("checkpoint")?.toString(),
    });
    expect(told.sealed?.delaySeconds).toBeGreaterThanOrEqual(0);
  });

  it("is told in Spanish to who reads Spanish", async () => {
    const [english, spanish] = [await integrity(), await integrity("es")];
    expect(spanish.state).toBe(english.state);
    expect([spanish.says, spanish.todo]).not.toEqual([english.says, english.todo]);
  });

  it.each([
    ["AuditWormBucket", "tile/entries/000", "missing", "A file of the log was deleted."],
    ["AuditEdgeBucket", "checkpoint", "no-checkpoint", "The signed checkpoint is gone."],
  ] as const)("names what was taken from %s: %s", async (bucket, key, what, says) => {
    // Every entry is read again once a day.
    await tenantControl.setClock(new Date(Date.now() + 25 * 3_600_000).toISOString());
    await tenantControl.lose(bucket, key);
    expect(await verify()).toMatchObject({ verified: "altered" });
    await tenantControl.setClock(0);
    const told = await integrity();
    expect(told).toMatchObject({
      state: "altered",
      says: "The audit log is not what was signed.",
      finding: { what, says, file: what === "missing" ? key : null },
    });
    expect(told.todo).toMatch(/^Call your security officer now\./);
    await tenantControl.giveBack();
    expect(await verify()).toMatchObject({ verified: "whole" });
    expect((await integrity()).finding).toBeNull();
  });
});
