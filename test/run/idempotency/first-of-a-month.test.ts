import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { kithClient } from "../../../functions/client.ts";
import { poolKeysValue } from "../../../functions/platform/pool-keys.ts";
import { sendFile } from "../kit/imports.ts";
import { officer } from "../kit/persons.ts";
import { itemsUnder } from "../kit/stored.ts";
import { database, physicalName, textOf } from "../kit/tables.ts";
import { runWorker } from "../kit/workers.ts";
import { facts, messagesPath, once, place, tenantControl } from "../tenant.ts";
import { type OwnMember, ownProgram } from "./own-program.ts";

const monthKeys = async (month: string) => (await itemsUnder("audit-keys", `MONTH#${month}`)).length;

/** Noon of a day of the month that comes so many months after this one: no other test has been there. */
function monthLater(months: number, day = 2): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, day, 12));
}

let started = "";

/** Lets a function start anew in a month that has no key yet. @returns the month. */
async function begin(name: string, months: number): Promise<string> {
  started = name;
  const then = monthLater(months);
  await tenantControl.setClock(then.toISOString());
  await tenantControl.restart(name);
  const month = then.toISOString().slice(0, 7);
  expect(await monthKeys(month)).toBe(0);
  return month;
}

/** Somebody of a program of their own, signed in as the clock says now. */
const signedInLater = async ({ people }: Awaited<ReturnType<typeof ownProgram>>): Promise<OwnMember> =>
  (people as [OwnMember])[0].signInAgain();

/** Rotation makes a month's key a week ahead. Where it could not, the trail must go on: whoever writes first makes it. */
describe("The first event of a month that has no key makes it, whichever function writes it:", () => {
  afterEach(async () => {
    await tenantControl.setClock(0);
    await tenantControl.restart(started);
  });

  it("people", async () => {
    const program = await ownProgram(["patient"]);
    const month = await begin("PeopleFunction", 3);
    const { client } = await signedInLater(program);
    expect((await client.GET("/v1/me")).response.status).toBe(200);
    expect(await monthKeys(month)).toBe(1);
  });

  it("community", async () => {
    const program = await ownProgram(["patient"]);
    const month = await begin("CommunityFunction", 4);
    const { client } = await signedInLater(program);
    const read = await client.GET(messagesPath, { params: { path: program.at, query: {} } });
    expect(read.response.status).toBe(200);
    expect(await monthKeys(month)).toBe(1);
  });

  it("imports", async () => {
    const program = await ownProgram(["manager"]);
    const month = await begin("ImportsFunction", 5);
    const { client } = await signedInLater(program);
    const read = await client.GET("/v1/programs/{programId}/invitation-imports", {
      params: { path: program.at, query: {} },
    });
    expect(read.response.status).toBe(200);
    expect(await monthKeys(month)).toBe(1);
  });

  it("audit", async () => {
    const { tokenNow } = await officer();
    const month = await begin("AuditFunction", 6);
    const token = await tokenNow();
    const day = monthLater(6).toISOString().slice(0, 10);
    const found = await kithClient(facts.apiUrl, () => token).GET("/v1/audit/events", {
      params: { query: { from: day, to: day } },
    });
    expect(found.response.status).toBe(200);
    expect(await monthKeys(month)).toBe(1);
  });

  it("setup", async () => {
    const month = await begin("SetupFunction", 7);
    await ownProgram([]);
    expect(await monthKeys(month)).toBe(1);
  });

  it("pool-keys, which also brings up to date what is stored of the pools", async () => {
    const month = await begin("PoolKeysFunction", 8);
    await outdatePoolKeys();
    const { payload } = await tenantControl.invoke("PoolKeys", {});
    expect(JSON.parse(payload)).toEqual({ changed: true });
    expect(await monthKeys(month)).toBe(1);
    expect(JSON.parse((await tenantControl.invoke("PoolKeys", {})).payload)).toEqual({ changed: false });

    await tenantControl.setClock(0);
    await tenantControl.restart("PoolKeysFunction");
    await outdatePoolKeys();
    expect(JSON.parse((await tenantControl.invoke("PoolKeys", {})).payload)).toEqual({ changed: true });
  });

  it("identity", async () => {
    const program = await ownProgram(["patient"]);
    const { client } = await signedInLater(program);
    await client.POST("/v1/me/sign-out", { params: { header: once() } });
    const month = await begin("IdentityFunction", 9);
    await runWorker("Identity");
    expect(await monthKeys(month)).toBe(1);
  });

  it("jobs", async () => {
    await runWorker("Jobs");
    await sendFile("grace", place("heart-failure", "daily-life"), `email\nt-${randomUUID()}@example.org`);
    const month = await begin("JobsFunction", 10);
    await runWorker("Jobs");
    expect(await monthKeys(month)).toBe(1);
  });
});

describe("Rotation", () => {
  it("makes the key of the next month a week ahead, and finds it there the next day", async () => {
    const next = monthLater(12, 1).toISOString().slice(0, 7);
    for (const day of [27, 28]) {
      await tenantControl.setClock(monthLater(11, day).toISOString());
      await tenantControl.restart("RotationFunction");
      const { payload } = await tenantControl.invoke("Rotation", {});
      expect(JSON.parse(payload)).toEqual({ made: false, month: next });
      expect(await monthKeys(next)).toBe(1);
    }
    await tenantControl.setClock(0);
    await tenantControl.restart("RotationFunction");
  });
});

/** As if the pools had changed since their keys were stored: an app client more than they have. */
async function outdatePoolKeys(): Promise<void> {
  const [stored] = await itemsUnder("community", "CONFIG#pool-keys");
  const { pools } = poolKeysValue.parse(JSON.parse(textOf(stored ?? {}, "value")));
  const outdated = pools.map((pool) => ({ ...pool, clients: [...pool.clients, "no-longer-there"] }));
  await database("PutItem", {
    TableName: physicalName("community"),
    Item: { ...stored, value: { S: JSON.stringify({ pools: outdated }) } },
  });
}
