import { beforeEach, describe, expect, it } from "vitest";
import { aliasId } from "../../functions/kernel/ids.ts";
import { emailKey, memberKey, membershipKey, programKey, rosterKey } from "../../functions/kernel/keys.ts";
import { poolOf, type Role } from "../../functions/kernel/roles.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asking, askingTogether, refusal } from "./asking.ts";

let tenant: TestTenant;
let ask: ReturnType<typeof asking>;
let [grace, ruth, maria] = [] as unknown as [Person, Person, Person];
beforeEach(async () => {
  tenant = await testTenant();
  ask = asking(tenant);
  grace = await tenant.join("grace", "manager", tenant.heart);
  ruth = await tenant.join("ruth", "nurse", tenant.heart);
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const team = "/v1/programs/{programId}/care-team";
const list = (person: Person, query = {}) =>
  ask(person, "GET", team, { params: { programId: tenant.heart.programId }, query });
const assign = (body: object, person: Person = grace, headers = {}) =>
  ask(person, "POST", team, { params: { programId: tenant.heart.programId }, body, headers });
const release = (alias: string, person: Person = grace, headers = {}) =>
  ask(person, "POST", `${team}/{aliasId}/release`, {
    params: { programId: tenant.heart.programId, aliasId: alias },
    headers,
  });
const itemOf = ({ id }: Person) => {
  const { pk, sk } = membershipKey(id, tenant.heart.programId);
  return tenant.table.items.get(`${pk} ${sk}`);
};
const aliasOf = (person: Person): string => String(itemOf(person)?.aliasId);
const isListed = (person: Person): boolean => {
  const { pk, sk } = rosterKey(tenant.heart.programId, "team", aliasId.parse(aliasOf(person)));
  return tenant.table.items.has(`${pk} ${sk}`);
};

/** Somebody of the tenant who has an address and belongs to no program, or to another one. */
async function known(subject: string, role: Role, program?: TestTenant["lung"]): Promise<Person> {
  const person = await tenant.join(subject, role, program);
  const digest = await tenant.ports().vault.blindIndex("email", `${subject}@example.org`);
  const attributes = { member: person.id, v: 1 };
  tenant.write([{ kind: "put", table: "community", key: emailKey(digest, poolOf(role)), attributes }]);
  return person;
}
const asNurse = (email: string) => ({ email, role: "nurse", alias: "Nurse Kim" });

describe("the care team", () => {
  it("is who looks after the program, newest first, and each of them is disclosed", async () => {
    for (const person of [maria, ruth]) {
      expect((await list(person)).body).toEqual({
        careTeam: [
          { aliasId: aliasOf(ruth), alias: "ruth-alias", role: "nurse" },
          { aliasId: aliasOf(grace), alias: "grace-alias", role: "manager" },
        ],
        nextCursor: null,
      });
      expect(tenant.events.at(-1)?.subjects).toEqual(expect.arrayContaining([ruth.id, grace.id]));
    }
  });
  it("comes page by page", async () => {
    const first = await list(maria, { limit: ["1"] });
    expect(first.body.careTeam).toMatchObject([{ alias: "ruth-alias" }]);
    const second = await list(maria, { limit: ["1"], cursor: [first.body.nextCursor] });
    expect(second.body).toMatchObject({ careTeam: [{ alias: "grace-alias" }], nextCursor: null });
  });
  it.each(["suspended", "left"])("leaves out who is %s", async (state) => {
    tenant.change(membershipKey(ruth.id, tenant.heart.programId), { state });
    expect((await list(maria)).body.careTeam).toMatchObject([{ alias: "grace-alias" }]);
    expect(tenant.events.at(-1)?.subjects).not.toContain(ruth.id);
  });
  it("of a program that is closed, or of another one, is not found", async () => {
    const joe = await tenant.join("joe", "patient", tenant.lung);
    expect(await list(joe)).toMatchObject(refusal(404, "not-found"));
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await list(maria)).toMatchObject(refusal(404, "not-found"));
  });
});

describe("adding a colleague", () => {
  it("lets them in with a name of their own, however the address is typed", async () => {
    const kim = await known("kim", "nurse", tenant.lung);
    const { status, body } = await assign(asNurse("  Kim@Example.org "));
    expect(status).toBe(201);
    expect(body).toEqual({ aliasId: aliasOf(kim), alias: "Nurse Kim", role: "nurse" });
    expect(tenant.events.at(-1)).toMatchObject({
      action: "care-team.assign",
      actor: grace.id,
      resource: aliasOf(kim),
      subjects: [kim.id],
    });
    expect((await list(kim)).body.careTeam[0]).toMatchObject({ alias: "Nurse Kim" });
    expect((await ask(kim, "GET", "/v1/me")).body.programs).toHaveLength(2);
  });
  it("again with the same key adds them once", async () => {
    await known("kim", "nurse");
    const headers = { "Idempotency-Key": ["key-of-colleague"] };
    const body = asNurse("kim@example.org");
    const [first, second] = [await assign(body, grace, headers), await assign(body, grace, headers)];
    expect(second).toEqual(first);
    expect(tenant.events.map(({ action }) => action)).toEqual(["care-team.assign", "replay"]);
  });
  it("who was released comes back under the same alias id, with the new name and role", async () => {
    const kim = await known("kim", "nurse");
    const { body } = await assign(asNurse("kim@example.org"));
    await release(body.aliasId);
    expect((await list(maria)).body.careTeam).toHaveLength(2);
    const again = await assign({ email: "kim@example.org", role: "physician", alias: "Dr. Kim" });
    expect(again).toMatchObject({ status: 201, body: { ...body, alias: "Dr. Kim", role: "physician" } });
    expect(itemOf(kim)).toMatchObject({ state: "active", role: "physician", v: 3 });
    expect((await list(maria)).body.careTeam[0]).toMatchObject({ alias: "Dr. Kim" });
  });
  it.each([
    ["an address that nobody has", "nobody@example.org"],
    ["a patient's address", "joe@example.org"],
  ])("is refused with %s, and says to invite first", async (_, email) => {
    await known("joe", "patient", tenant.lung);
    const answer = await assign(asNurse(email));
    expect(answer).toMatchObject(refusal(404, "person-unknown"));
    expect(answer.body.detail).toMatch(/invite/);
    expect(tenant.events.at(-1)).toMatchObject({ outcome: "denied", subjects: [] });
  });
  it("is refused for who is suspended", async () => {
    const kim = await known("kim", "nurse");
    tenant.change(memberKey(kim.id), { state: "suspended" });
    expect(await assign(asNurse("kim@example.org"))).toMatchObject(refusal(404, "person-unknown"));
  });
  it("is refused for who is in the program", async () => {
    await known("kim", "staff", tenant.heart);
    expect(await assign(asNurse("kim@example.org"))).toMatchObject(refusal(409, "already-joined"));
  });
  it("makes one membership of two requests at the same time", async () => {
    await known("kim", "nurse");
    const params = { programId: tenant.heart.programId };
    const adding = [grace, "POST", team, { params, body: asNurse("kim@example.org") }] as const;
    const answers = await askingTogether(tenant, [adding, adding]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await list(maria)).body.careTeam).toHaveLength(3);
  });
  it.each([
    ["a patient's role", { role: "patient" }],
    ["a mentor's role", { role: "mentor" }],
    ["no address", { email: "kim" }],
    ["a name of one letter", { alias: "K" }],
  ])("is refused with %s", async (_, wrong) => {
    const answer = await assign({ ...asNurse("kim@example.org"), ...wrong });
    expect(answer).toMatchObject(refusal(400, "invalid-request"));
  });
  it.each(["nurse", "physician", "staff"] as const)("is refused to a %s", async (role) => {
    const person = await tenant.join(`${role}-2`, role, tenant.heart);
    expect(await assign(asNurse("kim@example.org"), person)).toMatchObject(refusal(403, "not-allowed"));
  });
  it("is refused in a program that is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await assign(asNurse("kim@example.org"))).toMatchObject(refusal(404, "not-found"));
  });
});

describe("taking a colleague off", () => {
  it("ends their membership, and their place in the list", async () => {
    const { status, body } = await release(aliasOf(ruth));
    expect(status).toBe(200);
    expect(body).toEqual({ aliasId: aliasOf(ruth), role: "nurse", state: "left" });
    expect(itemOf(ruth)).toMatchObject({ state: "left", v: 2 });
    expect(isListed(ruth)).toBe(false);
    expect(tenant.events.at(-1)).toMatchObject({
      action: "care-team.release",
      actor: grace.id,
      subjects: [ruth.id],
    });
    expect(await list(ruth)).toMatchObject(refusal(404, "not-found"));
  });
  it("again is a repeat with the same key, and finds nobody with another one", async () => {
    const alias = aliasOf(ruth);
    const headers = { "Idempotency-Key": ["key-of-release"] };
    const first = await release(alias, grace, headers);
    expect(await release(alias, grace, headers)).toEqual(first);
    expect(await release(alias)).toMatchObject(refusal(404, "not-found"));
  });
  it("is for who is suspended, too", async () => {
    tenant.change(membershipKey(ruth.id, tenant.heart.programId), { state: "suspended" });
    expect(await release(aliasOf(ruth))).toMatchObject({ status: 200 });
  });
  it("is refused for oneself, and finds no patient and nobody else's colleague", async () => {
    const other = await tenant.join("other", "nurse", tenant.lung);
    const { pk, sk } = membershipKey(other.id, tenant.lung.programId);
    const elsewhere = String(tenant.table.items.get(`${pk} ${sk}`)?.aliasId);
    expect(await release(aliasOf(grace))).toMatchObject(refusal(403, "not-allowed"));
    for (const alias of [aliasOf(maria), elsewhere, newId(aliasId)])
      expect(await release(alias)).toMatchObject(refusal(404, "not-found"));
  });
  it("never leaves a program without a manager, not even when two release each other at the same time", async () => {
    const henry = await tenant.join("henry", "manager", tenant.heart);
    const releasing = (who: Person, whom: Person) =>
      [
        who,
        "POST",
        `${team}/{aliasId}/release`,
        { params: { programId: tenant.heart.programId, aliasId: aliasOf(whom) } },
      ] as const;
    const answers = await askingTogether(tenant, [releasing(grace, henry), releasing(henry, grace)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    const left = (await list(maria)).body.careTeam.filter(({ role }: { role: string }) => role === "manager");
    expect(left).toHaveLength(1);
  });
  it.each(["nurse", "physician", "staff", "patient"] as const)("is refused to a %s", async (role) => {
    const person = await tenant.join(`${role}-2`, role, tenant.heart);
    expect((await release(aliasOf(ruth), person)).status).toBe(403);
    expect(itemOf(ruth)).toMatchObject({ state: "active" });
  });
});
