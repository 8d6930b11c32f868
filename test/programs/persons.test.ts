import { beforeEach, describe, expect, it } from "vitest";
import { invitationId } from "../../functions/kernel/ids.ts";
import { memberKey } from "../../functions/kernel/keys.ts";
import { poolOf, type Role, roles } from "../../functions/kernel/roles.ts";
import { invitationStore } from "../../functions/members/invitation-store.ts";
import { memberStore } from "../../functions/members/member-store.ts";
import { inForce } from "../../functions/members/notices.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Asked, askedBy, handlerOf, problemIn } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let adam: Person;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  adam = await tenant.join("adam", "administrator");
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const post = (resource: string, body: object, more: Partial<Asked> = {}): Asked => ({
  ...{ method: "POST", resource },
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": ["key-00000001"] },
  body: JSON.stringify(body),
  ...more,
});
const ask = async (person: Pick<Person, "pool" | "subject">, asked: Asked, within = tenant) =>
  handlerOf(within)(await askedBy(person, asked, tenant));
const refusal = async (...asked: Parameters<typeof ask>) => problemIn(await ask(...asked));
const me: Asked = { method: "GET", resource: "/v1/me" };

const acting = (act: "suspend" | "reactivate", memberId: string, key = `key-${act}-1`): Asked => ({
  ...post(`/v1/people/{memberId}/${act}`, { reason: "Stole a tablet." }, { params: { memberId } }),
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": [key] },
});
const stateOf = ({ id }: Person) => tenant.table.items.get(`MEMBER#${id} MEMBER`)?.state;
/** What waits to be told to the sign-in, oldest first. */
const told = () =>
  [...tenant.table.items.values()]
    .filter(({ pk }) => pk === "OUTBOX#sign-in")
    .toSorted((a, b) => (a.sk < b.sk ? -1 : 1))
    .map(({ task }) => JSON.parse(Buffer.from(task as Uint8Array).toString("utf8")));

describe("suspending a person", () => {
  it("keeps them out at once and leaves word for the sign-in, both or neither", async () => {
    const done = await ask(adam, acting("suspend", maria.id));
    expect([done.statusCode, JSON.parse(done.body)]).toEqual([
      200,
      { memberId: maria.id, state: "suspended" },
    ]);
    expect(await refusal(maria, me)).toEqual([403, "member-suspended"]);
    expect(told()).toEqual([{ do: "disable", pool: "members", subject: "maria" }]);
    tenant.instead.push("fail");
    expect(await refusal(adam, acting("reactivate", maria.id))).toEqual([503, "unavailable"]);
    expect([stateOf(maria), told()]).toEqual(["suspended", [expect.objectContaining({ do: "disable" })]]);
  });
  it("is undone by reactivating them", async () => {
    await ask(adam, acting("suspend", maria.id));
    await ask(adam, acting("reactivate", maria.id));
    expect(await ask(maria, me)).toMatchObject({ statusCode: 200 });
    expect(told().map(({ do: task }) => task)).toEqual(["disable", "enable"]);
  });
  it("names the account of staff in their own pool", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    await ask(adam, acting("suspend", nurse.id));
    expect(told()).toEqual([{ do: "disable", pool: "workforce", subject: "nurse" }]);
  });
  it("writes the reason into the event and nowhere else, and shows no name", async () => {
    const { body } = await ask(adam, acting("suspend", maria.id));
    expect(tenant.events.at(-1)).toMatchObject({
      action: "person.suspend",
      actor: adam.id,
      resource: maria.id,
      subjects: [maria.id],
      extra: { reason: "Stole a tablet." },
    });
    const kept = [...tenant.table.items.values(), ...tenant.records.values(), ...tenant.lines];
    expect(JSON.stringify(kept)).not.toContain("tablet");
    expect(body).not.toContain("maria");
  });
  it("leaves the sign-in sealed as it was, in the version that it has", async () => {
    const before = tenant.table.items.get(`MEMBER#${maria.id} MEMBER`);
    await ask(adam, acting("suspend", maria.id));
    expect(tenant.table.items.get(`MEMBER#${maria.id} MEMBER`)).toEqual({ ...before, state: "suspended" });
    expect(await memberStore(tenant.ports()).signInOf(maria.id)).toEqual({
      pool: "members",
      subject: "maria",
    });
  });
  it("says so when it is so already, and tells the sign-in nothing", async () => {
    expect(await refusal(adam, acting("reactivate", maria.id))).toEqual([409, "already-so"]);
    await ask(adam, acting("suspend", maria.id));
    expect(await refusal(adam, acting("suspend", maria.id, "key-another"))).toEqual([409, "already-so"]);
    expect(told()).toHaveLength(1);
  });
  it("is done once: a repeat is told how it is now", async () => {
    const first = await ask(adam, acting("suspend", maria.id));
    expect(await ask(adam, acting("suspend", maria.id))).toEqual(first);
    expect(tenant.events.at(-1)).toMatchObject({ action: "replay", subjects: [maria.id] });
    await ask(adam, acting("reactivate", maria.id));
    expect(JSON.parse((await ask(adam, acting("suspend", maria.id))).body).state).toBe("active");
    expect(told()).toHaveLength(2);
  });
  it("is refused for oneself, and for who is not there", async () => {
    expect(await refusal(adam, acting("suspend", adam.id))).toEqual([403, "not-allowed"]);
    expect(await refusal(adam, acting("suspend", "01ARZ3NDEKTSV4RRFFQ69G5FAV"))).toEqual([404, "not-found"]);
  });
  it("is refused when the account is not known or does not open", async () => {
    const item = tenant.table.items.get(`MEMBER#${maria.id} MEMBER`);
    const { signIn: sealed, ...without } = item ?? { pk: "", sk: "" };
    tenant.table.items.set(`MEMBER#${maria.id} MEMBER`, without);
    expect(await refusal(adam, acting("suspend", maria.id))).toEqual([503, "unavailable"]);
    tenant.table.items.set(`MEMBER#${maria.id} MEMBER`, { ...without, signIn: sealed ?? "", v: 2 });
    expect(await refusal(adam, acting("suspend", maria.id))).toEqual([503, "unavailable"]);
    expect(stateOf(maria)).toBe("active");
  });
  it.each(roles.filter((role) => role !== "administrator" && poolOf(role) === "workforce"))(
    "is refused to a %s",
    async (role: Role) => {
      const program = role === "officer" ? undefined : tenant.heart;
      const person = await tenant.join("person", role, program);
      for (const asked of [acting("suspend", maria.id), post("/v1/people/find", { email: "a@example.org" })])
        expect(await refusal(person, asked)).toEqual([403, "not-allowed"]);
    },
  );

  const meanwhile = (change: () => void): TestTenant => {
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      change();
      return commit(...all);
    };
    return { ...tenant, platform: { ...tenant.platform, commit: late } };
  };
  it("is refused by the transaction to an administrator who is suspended meanwhile", async () => {
    const within = meanwhile(() => tenant.change(memberKey(adam.id), { state: "suspended" }));
    expect(await refusal(adam, acting("suspend", maria.id), within)).toEqual([403, "not-allowed"]);
    expect([stateOf(maria), told()]).toEqual(["active", []]);
  });
  it("is refused by the transaction when somebody else was faster, and the sign-in is told once", async () => {
    const within = meanwhile(() => tenant.change(memberKey(maria.id), { state: "suspended" }));
    expect(await refusal(adam, acting("suspend", maria.id), within)).toEqual([409, "in-progress"]);
    expect(told()).toEqual([]);
  });
});

describe("finding a person", () => {
  /** Somebody who accepts an invitation that went to an address. */
  async function invited(email: string, role: Role, subject: string): Promise<string> {
    const store = invitationStore(tenant.ports());
    const place = role === "patient" ? tenant.heart : undefined;
    const { code, write } = await store.create({
      ...{ id: newId(invitationId), role, now: tenant.clock.now },
      program: place?.programId,
      spaces: place ? [place.spaceId] : [],
      addressed: await tenant.ports().vault.blindIndex("email", email),
    });
    tenant.write([write]);
    const body = { code, alias: "Rosa", ...inForce };
    await ask({ subject, pool: poolOf(role) }, post("/v1/invitations/accept", body));
    return tenant.events.at(-1)?.subjects[0] ?? "";
  }
  const finding = (email: string, key = "key-find-0001"): Asked => ({
    ...post("/v1/people/find", { email }),
    headers: { "Content-Type": ["application/json"], "Idempotency-Key": [key] },
  });

  it("by the address of their invitation gives id, role and state, and names them in the event", async () => {
    const rosa = await invited("rosa@example.org", "patient", "rosa");
    const { statusCode, body } = await ask(adam, finding(" Rosa@Example.org "));
    expect([statusCode, JSON.parse(body)]).toEqual([
      200,
      { people: [{ memberId: rosa, joinedAs: "patient", state: "active" }] },
    ]);
    expect(tenant.events.at(-1)).toMatchObject({ action: "person.find", actor: adam.id, subjects: [rosa] });
    expect(JSON.stringify([...tenant.events, ...tenant.table.items.values()])).not.toMatch(/rosa@/i);
  });
  it("who has joined both as a patient and as staff gives both", async () => {
    const ids = [
      await invited("rosa@example.org", "patient", "rosa"),
      await invited("rosa@example.org", "officer", "rosa-at-work"),
    ];
    const { people } = JSON.parse((await ask(adam, finding("rosa@example.org"))).body);
    expect(people.map(({ memberId }: { memberId: string }) => memberId)).toEqual(ids);
  });
  it("gives who came last by an address, if several did", async () => {
    await invited("rosa@example.org", "patient", "rosa");
    const second = await invited("rosa@example.org", "patient", "rosa-again");
    expect(JSON.parse((await ask(adam, finding("rosa@example.org"))).body).people).toMatchObject([
      { memberId: second },
    ]);
  });
  it("is repeated as things are now", async () => {
    const rosa = await invited("rosa@example.org", "patient", "rosa");
    await ask(adam, finding("rosa@example.org"));
    await ask(adam, acting("suspend", rosa));
    expect(JSON.parse((await ask(adam, finding("rosa@example.org"))).body).people).toMatchObject([
      { memberId: rosa, state: "suspended" },
    ]);
    expect(tenant.events.at(-1)).toMatchObject({ action: "replay", subjects: [rosa] });
  });
  it("finds nobody whom no invitation brought in by that address", async () => {
    await invited("rosa@example.org", "patient", "rosa");
    expect(await refusal(adam, finding("maria@example.org"))).toEqual([404, "person-unknown"]);
  });
  it("needs an address", async () => {
    expect(await refusal(adam, finding("rosa"))).toEqual([400, "invalid-request"]);
  });
});

describe("inviting staff", () => {
  const inviting = (body: object): Asked => post("/v1/people/invitations", body);
  const grace = { role: "manager", email: "Grace@Example.org", language: "es" };

  it("into a program gives a code, the same one for a repeat, and leaves word for the sign-in", async () => {
    const asked = inviting({ ...grace, programId: tenant.heart.programId });
    const first = await ask(adam, asked);
    expect(first.statusCode).toBe(201);
    expect(await ask(adam, asked)).toEqual(first);
    const { code, invitationId: id } = JSON.parse(first.body);
    expect(tenant.events[0]).toMatchObject({ action: "person.invite", actor: adam.id, resource: id });
    expect(told()).toEqual([{ do: "create", pool: "workforce", email: "grace@example.org", language: "es" }]);
    const body = { code, alias: "Grace", ...inForce };
    const joined = await ask({ subject: "grace", pool: "workforce" }, post("/v1/invitations/accept", body));
    expect(JSON.parse(joined.body)).toMatchObject({ role: "manager", programId: tenant.heart.programId });
    const { people } = JSON.parse((await ask(adam, post("/v1/people/find", { email: grace.email }))).body);
    expect(people).toMatchObject([{ joinedAs: "manager", state: "active" }]);
  });
  it("into the tenant needs no program, and speaks the inviter's language unless told otherwise", async () => {
    const headers = {
      ...inviting({}).headers,
      "Accept-Language": ["es"],
    };
    const asked = { ...inviting({ role: "officer", email: "olivia@example.org" }), headers };
    expect(await ask(adam, asked)).toMatchObject({ statusCode: 201 });
    expect(told()).toMatchObject([{ do: "create", language: "es" }]);
  });
  it("twice by the same address gives the same code, and refuses another role", async () => {
    const headers = (key: string) => ({ ...inviting({}).headers, "Idempotency-Key": [key] });
    const codeOf = async (body: object, key: string) =>
      JSON.parse((await ask(adam, { ...inviting(body), headers: headers(key) })).body).code;
    for (const body of [
      { ...grace, programId: tenant.heart.programId },
      { role: "officer", email: "olivia@example.org" },
    ]) {
      const code = await codeOf(body, `key-first-${body.role}`);
      expect(await codeOf(body, `key-again-${body.role}`)).toBe(code);
    }
    const other = { role: "administrator", email: "olivia@example.org" };
    expect(await refusal(adam, { ...inviting(other), headers: headers("key-other-1") })).toEqual([
      409,
      "already-invited",
    ]);
    expect(told()).toHaveLength(2);
  });
  it("for the tenant is refused for who is there already", async () => {
    const { code } = JSON.parse(
      (await ask(adam, inviting({ role: "officer", email: "o@example.org" }))).body,
    );
    const body = { code, alias: "Olivia", ...inForce };
    await ask({ subject: "olivia", pool: "workforce" }, post("/v1/invitations/accept", body));
    const again = inviting({ role: "administrator", email: "o@example.org" });
    const headers = { ...again.headers, "Idempotency-Key": ["key-again-01"] };
    expect(await refusal(adam, { ...again, headers })).toEqual([409, "already-joined"]);
  });
  it("keeps the address nowhere but in the outbox", async () => {
    await ask(adam, inviting({ ...grace, programId: tenant.heart.programId }));
    const kept = [...tenant.table.items.values()].filter(({ pk }) => pk !== "OUTBOX#sign-in");
    expect(JSON.stringify([...kept, ...tenant.events, ...tenant.records.values()])).not.toMatch(/grace@/i);
  });
  it("is refused without a program for a role of a program, and with one for a role of the tenant", async () => {
    expect(await refusal(adam, inviting(grace))).toEqual([400, "invalid-request"]);
    const officer = { ...grace, role: "officer", programId: tenant.heart.programId };
    expect(await refusal(adam, inviting(officer))).toEqual([400, "invalid-request"]);
    expect(told()).toEqual([]);
  });
  it("is refused into a program that is not there, and into a space of another", async () => {
    const foreign = { ...grace, programId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    const mixed = { ...grace, programId: tenant.heart.programId, spaceIds: [tenant.lung.spaceId] };
    for (const body of [foreign, mixed])
      expect(await refusal(adam, inviting(body))).toEqual([404, "not-found"]);
  });
  it.each(["patient", "helper", "mentor"])("is refused for a %s", async (role) => {
    const body = { ...grace, role, programId: tenant.heart.programId };
    expect(await refusal(adam, inviting(body))).toEqual([400, "invalid-request"]);
  });
  it("is refused to a manager", async () => {
    const manager = await tenant.join("manager", "manager", tenant.heart);
    const body = { ...grace, programId: tenant.heart.programId };
    expect(await refusal(manager, inviting(body))).toEqual([403, "not-allowed"]);
  });
});
