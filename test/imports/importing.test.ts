import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { programKey } from "../../functions/kernel/keys.ts";
import { itemsOf } from "../edge/kit/addresses.ts";
import { problemIn } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { addresses, fileOf, jobOf, look, sendFile, work } from "./kit.ts";

let tenant: TestTenant;
let nurse: Person;
beforeEach(async () => {
  tenant = await testTenant();
  nurse = await tenant.join("nurse", "nurse", tenant.heart);
});

describe("sending a file", () => {
  it("makes a job of it and nothing else, with one event", async () => {
    const { statusCode, body } = await sendFile(fileOf("ana@example.org", "bea@example.org"), nurse, tenant);
    const { jobId, total } = JSON.parse(body);
    expect([statusCode, total]).toEqual([202, 2]);
    expect(itemsOf(tenant, "INVITATION#")).toEqual([]);
    expect(tenant.events).toMatchObject([
      { action: "invitation.import", outcome: "ok", actor: nurse.id, resource: jobId, subjects: [] },
    ]);
    expect((await look(jobId, nurse, tenant)).body).toEqual({
      jobId,
      state: "running",
      startedAt: new Date(tenant.clock.now).toISOString(),
      total: 2,
      done: 0,
      invited: 0,
      refused: 0,
      rows: [],
      nextCursor: null,
    });
  });
  it("is answered the same for a repeat, which makes nothing", async () => {
    const all = [];
    for (let time = 0; time < 5; time += 1)
      all.push(await sendFile(fileOf("ana@example.org"), nurse, tenant, { key: "same-key" }));
    expect(new Set(all.map(({ body }) => body)).size).toBe(1);
    expect(itemsOf(tenant, "JOB#")).toHaveLength(1);
    expect(tenant.events.map(({ action }) => action).slice(1)).toEqual(Array(4).fill("replay"));
  });
  it("takes the longest file that there can be", async () => {
    const local = "a".repeat(60);
    const rows = Array.from(
      { length: 500 },
      (_, at) => `${local}@${String(at).padStart(3, "0")}.${"b".repeat(49)}.org`,
    );
    const csv = fileOf(...rows);
    expect(csv.length).toBeGreaterThan(59_000);
    expect(csv.length).toBeLessThanOrEqual(60_000);
    const job = await jobOf(csv, nurse, tenant);
    await work(tenant);
    expect((await look(job, nurse, tenant, { query: { limit: ["1"] } })).body.rows).toMatchObject([
      { row: 2, email: rows[0], result: "invited" },
    ]);
  });

  it.each(["\0", "name\nx", "email\nana", fileOf(...addresses(501))])("is refused whole: %#", async (csv) => {
    const before = tenant.table.items.size;
    const response = await sendFile(csv, nurse, tenant);
    expect(JSON.parse(response.body)).toMatchObject({ status: 400, errors: expect.any(Array) });
    expect(tenant.table.items.size).toBe(before);
  });
  it("says at most twenty places that are wrong", async () => {
    const { body } = await sendFile(fileOf(...Array(30).fill("x")), nurse, tenant);
    expect(JSON.parse(body).errors).toHaveLength(20);
  });
  it("is refused for spaces of another program, and when the program is closed", async () => {
    const elsewhere = { ...tenant.heart, spaceId: tenant.lung.spaceId };
    const csv = fileOf("ana@example.org");
    expect(problemIn(await sendFile(csv, nurse, tenant, { program: elsewhere }))).toEqual([404, "not-found"]);
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(problemIn(await sendFile(csv, nurse, tenant))).toEqual([404, "not-found"]);
  });
  it("is refused to a patient and into another program", async () => {
    const maria = await tenant.join("maria", "mentor", tenant.heart);
    expect((await sendFile(fileOf("a@example.org"), maria, tenant)).statusCode).toBe(403);
    const there = { program: tenant.lung };
    expect((await sendFile(fileOf("a@example.org"), nurse, tenant, there)).statusCode).toBe(404);
  });
});

describe("looking at a job", () => {
  it("shows the care team each row that is done, with its address and code, page by page", async () => {
    const job = await jobOf(fileOf(...addresses(5)), nurse, tenant);
    await work(tenant);
    const colleague = await tenant.join("colleague", "physician", tenant.heart);
    const first = (await look(job, colleague, tenant, { query: { limit: ["3"] } })).body;
    expect(first).toMatchObject({ state: "done", total: 5, done: 5, invited: 5, refused: 0 });
    const query = { limit: ["3"], cursor: [first.nextCursor] };
    const second = (await look(job, colleague, tenant, { query })).body;
    expect(second.nextCursor).toBeNull();
    const rows = [...first.rows, ...second.rows];
    expect(rows.map(({ row, email }) => [row, email])).toEqual(
      addresses(5).map((email, at) => [at + 2, email]),
    );
    expect(new Set(rows.map(({ code }) => code)).size).toBe(5);
    for (const { code } of rows) expect(code).toMatch(/^[0-9A-Z]{10}$/);
    expect(tenant.events.at(-1)).toMatchObject({
      action: "invitation.read-import",
      resource: job,
      subjects: [],
    });
  });
  it("is not sent again, and opens nothing, until another row is done", async () => {
    const job = await jobOf(fileOf("ana@example.org"), nurse, tenant);
    const tag = (await look(job, nurse, tenant)).headers.ETag ?? "";
    const known = { headers: { "If-None-Match": [tag] } };
    expect(await look(job, nurse, tenant, known)).toMatchObject({ statusCode: 304, body: undefined });
    await work(tenant);
    expect((await look(job, nurse, tenant, known)).statusCode).toBe(200);
    const done = { headers: { "If-None-Match": [(await look(job, nurse, tenant)).headers.ETag ?? ""] } };
    expect((await look(job, nurse, tenant, done)).statusCode).toBe(304);
    tenant.clock.now += day;
    expect((await look(job, nurse, tenant, done)).statusCode).toBe(200);
  });
  it("shows no row that the job does not count yet", async () => {
    const job = await jobOf(fileOf(...addresses(2)), nurse, tenant);
    await work(tenant);
    tenant.change({ pk: `JOB#${job}`, sk: "JOB" }, { next: 1, state: "running" });
    expect((await look(job, nurse, tenant)).body).toMatchObject({
      done: 1,
      rows: [{ row: 2 }],
      nextCursor: null,
    });
    const short = (await look(job, nurse, tenant, { query: { limit: ["1"] } })).body;
    expect(short.rows).toHaveLength(1);
  });
  it("is refused for the job of another program, for one that is not there, and to a mentor", async () => {
    const other = await tenant.join("other", "nurse", tenant.lung);
    const job = await jobOf(fileOf("ana@example.org"), other, tenant, { program: tenant.lung });
    expect((await look(job, nurse, tenant)).body.type).toContain("not-found");
    expect((await look("01ARZ3NDEKTSV4RRFFQ69G5FB4", nurse, tenant)).body.type).toContain("not-found");
    expect((await look(job, nurse, tenant, { programId: tenant.lung.programId })).statusCode).toBe(404);
    const mentor = await tenant.join("mentor", "mentor", tenant.lung);
    expect((await look(job, mentor, tenant, { programId: tenant.lung.programId })).statusCode).toBe(403);
  });
  it("is answered as unavailable when a result does not open, and never with a guess", async () => {
    const job = await jobOf(fileOf("ana@example.org"), nurse, tenant);
    await work(tenant);
    tenant.change({ pk: `JOB#${job}`, sk: "ROW#0001" }, { why: Buffer.from('["elsewhere","x"]') });
    expect((await look(job, nurse, tenant)).statusCode).toBe(503);
    tenant.change({ pk: `JOB#${job}`, sk: "JOB" }, { rows: Buffer.from('["elsewhere","x"]') });
    expect((await look(job, nurse, tenant)).statusCode).toBe(503);
  });
});

describe("the jobs of a program", () => {
  it("are listed newest first, page by page, with those of no other program", async () => {
    const other = await tenant.join("other", "nurse", tenant.lung);
    await jobOf(fileOf("x@example.org"), other, tenant, { program: tenant.lung });
    const jobs = [];
    for (const count of [1, 2, 3]) jobs.push(await jobOf(fileOf(...addresses(count)), nurse, tenant));
    const first = (await look(undefined, nurse, tenant, { query: { limit: ["2"] } })).body;
    const query = { limit: ["2"], cursor: [first.nextCursor] };
    const second = (await look(undefined, nurse, tenant, { query })).body;
    const startedAt = new Date(tenant.clock.now).toISOString();
    expect([...first.imports, ...second.imports]).toEqual(
      jobs.toReversed().map((jobId, at) => ({ jobId, startedAt, total: 3 - at })),
    );
    expect(second.nextCursor).toBeNull();
  });
  it("are not sent again until there is another", async () => {
    const tag = (await look(undefined, nurse, tenant)).headers.ETag ?? "";
    const known = { headers: { "If-None-Match": [tag] } };
    expect((await look(undefined, nurse, tenant, known)).statusCode).toBe(304);
    await jobOf(fileOf("ana@example.org"), nurse, tenant);
    expect((await look(undefined, nurse, tenant, known)).statusCode).toBe(200);
  });
});
