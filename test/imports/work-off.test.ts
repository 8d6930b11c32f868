import { beforeEach, describe, expect, it } from "vitest";
import { jobRowStore } from "../../functions/imports/job-row-store.ts";
import { jobStore } from "../../functions/imports/job-store.ts";
import { mostRowsOfRun } from "../../functions/imports/work-off.ts";
import { second } from "../../functions/kernel/clock.ts";
import { jobId } from "../../functions/kernel/ids.ts";
import { memberKey, membershipKey, programKey } from "../../functions/kernel/keys.ts";
import { addressOf, itemsOf, toldTo } from "../edge/kit/addresses.ts";
import { askedBy, handlerOf, sending } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { addresses, fileOf, jobOf, look, work } from "./kit.ts";

let tenant: TestTenant;
let nurse: Person;
let reader: Person;
beforeEach(async () => {
  tenant = await testTenant();
  nurse = await tenant.join("nurse", "nurse", tenant.heart);
  reader = await tenant.join("reader", "physician", tenant.heart);
});

const resultsOf = async (job: string, query = { limit: ["100"] }) =>
  (await look(job, reader, tenant, { query })).body.rows.map(
    ({ result, problem }: { result: string; problem: string | null }) => problem ?? result,
  );
const invitations = () => itemsOf(tenant, "INVITATION#", "INVITATION");
const rowEvents = () => tenant.events.filter(({ action }) => action === "invitation.import-row");
/** Invites one person as the manager of the program. */
async function inviteAs(role: string, email: string) {
  const manager = await tenant.join("manager", "manager", tenant.heart);
  const body = { role, spaceIds: [tenant.heart.spaceId], email };
  const params = { programId: tenant.heart.programId };
  const asked = sending("/v1/programs/{programId}/invitations", params, body);
  return JSON.parse((await handlerOf(tenant)(await askedBy(manager, asked, tenant))).body);
}

describe("working off a file", () => {
  it("invites each person, has their accounts made, and ends the job", async () => {
    const job = await jobOf("email,language\nana@example.org,es\nbea@example.org,", nurse, tenant);
    expect(await work(tenant)).toEqual({ rows: 2 });
    expect((await look(job, reader, tenant)).body).toMatchObject({ state: "done", done: 2, invited: 2 });
    expect(toldTo(tenant)).toEqual([
      { do: "create", pool: "members", email: "ana@example.org", language: "es" },
      { do: "create", pool: "members", email: "bea@example.org", language: "en" },
    ]);
    const { programId, spaceId } = tenant.heart;
    const invitation = { role: "patient", program: programId, spaces: [spaceId], state: "open" };
    expect(invitations()).toMatchObject([invitation, invitation]);
    expect(itemsOf(tenant, "JOBS#open")).toEqual([]);
  });
  it("leaves one event for each row, by the worker and about nobody", async () => {
    const job = await jobOf(fileOf("ana@example.org", "ana@example.org"), nurse, tenant);
    await work(tenant);
    const { programId: program } = tenant.heart;
    const worker = { outcome: "ok", actor: "system:jobs", role: undefined, subjects: [], program };
    expect(rowEvents()).toMatchObject([
      { ...worker, resource: invitations()[0]?.id, extra: { job, row: 2, result: "invited" } },
      { ...worker, resource: job, extra: { job, row: 3, result: "repeated" } },
    ]);
  });
  it("keeps no address outside of what is sealed, and none in an event", async () => {
    await jobOf(fileOf("ana@example.org"), nurse, tenant);
    await work(tenant);
    const clear = itemsOf(tenant, "").map(({ rows: _, task: __, ...item }) => item);
    expect(JSON.stringify([clear, tenant.events, tenant.lines])).not.toContain("ana@");
  });
  it("does nothing when there is nothing, and nothing twice", async () => {
    expect(await work(tenant)).toEqual({ rows: 0 });
    await jobOf(fileOf(...addresses(3)), nurse, tenant);
    await work(tenant);
    const before = [...tenant.table.items.values()];
    expect(await work(tenant)).toEqual({ rows: 0 });
    expect([...tenant.table.items.values()]).toEqual(before);
  });
  it("is refused a row that is done by everything that it writes, so that one of it would be enough", async () => {
    const id = jobId.parse(await jobOf(fileOf(...addresses(2)), nurse, tenant));
    const job = await jobStore(tenant.ports()).byId(id);
    if (!job) throw new Error("There is no job.");
    const writes = await jobRowStore(tenant.ports()).done(job, { result: "repeated" });
    tenant.write(writes);
    expect(writes.map(tenant.table.holds)).toEqual([false, false]);
  });
  it("makes nothing twice of a file that is sent again, and shows the codes again", async () => {
    const [first, again] = [
      await jobOf(fileOf(...addresses(3)), nurse, tenant),
      await jobOf(fileOf(...addresses(3)), nurse, tenant),
    ];
    await work(tenant);
    expect(await resultsOf(again)).toEqual(Array(3).fill("already-invited"));
    const codesOf = async (job: string) =>
      (await look(job, reader, tenant)).body.rows.map(({ code }: { code: string }) => code);
    expect(await codesOf(again)).toEqual(await codesOf(first));
    expect(invitations()).toHaveLength(3);
    expect(toldTo(tenant)).toHaveLength(3);
    expect((await look(again, reader, tenant)).body).toMatchObject({ done: 3, invited: 0, refused: 3 });
  });
  it("knows who has joined, who is invited, and who stands in the file twice", async () => {
    await addressOf(await tenant.join("ana", "patient", tenant.heart), "ana@example.org", tenant);
    await addressOf(await tenant.join("bea", "patient", tenant.lung), "bea@example.org", tenant);
    const { code } = await inviteAs("patient", "cy@example.org");
    const file = fileOf("ana@example.org", "bea@example.org", "cy@example.org", "BEA@example.org");
    const job = await jobOf(file, nurse, tenant);
    await work(tenant);
    expect((await look(job, reader, tenant)).body.rows).toMatchObject([
      { result: "already-member", problem: null, code: null },
      { result: "invited", code: expect.any(String) },
      { result: "already-invited", code },
      { result: "repeated", problem: null, code: null },
    ]);
  });
  it("shows no code of an invitation for another role: it would be a way past one's own right", async () => {
    await inviteAs("manager", "ana@example.org");
    const job = await jobOf(fileOf("ana@example.org"), nurse, tenant);
    await work(tenant);
    expect((await look(job, nurse, tenant)).body.rows).toMatchObject([
      { result: "already-invited", code: null },
    ]);
  });
});

describe("rows are refused from then on", () => {
  const members = () => memberKey(nurse.id);
  const membership = () => membershipKey(nurse.id, tenant.heart.programId);
  it.each([
    [
      "when the program is closed",
      () => programKey(tenant.heart.programId),
      { state: "closed" },
      "not-found",
    ],
    ["when their inviter is suspended", members, { state: "suspended" }, "member-suspended"],
    [
      "when their inviter is suspended in the program",
      membership,
      { state: "suspended" },
      "member-suspended",
    ],
    ["when their inviter has left it", membership, { state: "left" }, "not-allowed"],
    ["when their inviter is no longer of its care team", membership, { role: "mentor" }, "not-allowed"],
  ])("%s, with the reason", async (_, key, change, reason) => {
    const job = await jobOf(fileOf(...addresses(3)), nurse, tenant);
    const { commit } = tenant.platform;
    let written = 0;
    /** It becomes so while the second row is on its way. */
    const meanwhile: typeof commit = async (...all) => {
      written += 1;
      if (written === 2) tenant.change(key(), change);
      return commit(...all);
    };
    await work({ platform: { ...tenant.platform, commit: meanwhile } });
    tenant.change(programKey(tenant.heart.programId), { state: "active" });
    expect(await resultsOf(job)).toEqual(["invited", reason, reason]);
    expect(invitations()).toHaveLength(1);
    expect(rowEvents()).toHaveLength(3);
  });
});

describe("a run has an end", () => {
  it("after so many rows, and the next one goes on", async () => {
    const first = await jobOf(fileOf(...addresses(150)), nurse, tenant);
    const last = await jobOf(fileOf(...addresses(150, 150)), nurse, tenant);
    expect(await work(tenant)).toEqual({ rows: mostRowsOfRun });
    expect((await look(first, reader, tenant)).body).toMatchObject({ state: "done" });
    expect((await look(last, reader, tenant)).body).toMatchObject({ state: "running", done: 50 });
    expect(await work(tenant)).toEqual({ rows: 100 });
    expect(invitations()).toHaveLength(300);
  });
  it("after 40 seconds", async () => {
    await jobOf(fileOf(...addresses(10)), nurse, tenant);
    const { commit } = tenant.platform;
    const slow: typeof commit = async (...all) => {
      tenant.clock.now += 15 * second;
      return commit(...all);
    };
    expect(await work({ platform: { ...tenant.platform, commit: slow } })).toEqual({ rows: 3 });
    expect(await work(tenant)).toEqual({ rows: 7 });
  });
  it("for each file: one that fails does not keep the others from their turn", async () => {
    const broken = await jobOf(fileOf(...addresses(2)), nurse, tenant);
    const good = await jobOf(fileOf(...addresses(2, 2)), nurse, tenant);
    tenant.change({ pk: `JOB#${broken}`, sk: "JOB" }, { rows: Buffer.from('["elsewhere","x"]') });
    await expect(work(tenant)).rejects.toThrow("unavailable");
    expect((await look(good, reader, tenant)).body).toMatchObject({ state: "done" });
    tenant.table.items.delete(`JOB#${broken} JOB`);
    await expect(work(tenant)).rejects.toThrow("internal");
  });
});
