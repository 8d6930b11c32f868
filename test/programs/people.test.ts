import { beforeEach, describe, expect, it } from "vitest";
import { madeAt } from "../../functions/kernel/ids.ts";
import { membershipKey, programKey } from "../../functions/kernel/keys.ts";
import type { Role } from "../../functions/kernel/roles.ts";
import { membershipStore } from "../../functions/members/membership-store.ts";
import { newTrail } from "../../functions/platform/trail.ts";
import { type Asked, askedBy, handlerOf, posting, problemIn } from "../edge/kit/requests.ts";
import { type Person, type TestProgram, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let manager: Person;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  manager = await tenant.join("manager", "manager", tenant.heart);
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const membershipOf = (person: Person, { programId }: TestProgram = tenant.heart) => {
  const item = tenant.table.items.get(`MEMBER#${person.id} PROGRAM#${programId}`);
  if (!item) throw new Error("There is no such membership.");
  return item;
};
const aliasOf = (person: Person) => String(membershipOf(person).aliasId);
const ask = async (person: Person, asked: Asked, within = tenant) =>
  handlerOf(within)(await askedBy(person, asked, tenant));

const listing = (query: Asked["query"] = {}, { programId } = tenant.heart): Asked => ({
  ...{ method: "GET", resource: "/v1/programs/{programId}/members", params: { programId }, query },
});
const list = async (person: Person, query?: Asked["query"]) =>
  JSON.parse((await ask(person, listing(query))).body);

const acting = (act: "suspend" | "reactivate", aliasId: string, key = `key-${act}-1`): Asked => ({
  method: "POST",
  resource: `/v1/programs/{programId}/members/{aliasId}/${act}`,
  params: { programId: tenant.heart.programId, aliasId },
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": [key] },
  body: JSON.stringify({ reason: "  Shouted at others.\n" }),
});
const refusal = async (...asked: Parameters<typeof ask>) => problemIn(await ask(...asked));

describe("the people of a program", () => {
  it("are its members, who joined last first, with alias, role, state and when they joined", async () => {
    const sam = await tenant.join("sam", "mentor", tenant.heart);
    await ask(manager, acting("suspend", aliasOf(maria)));
    expect(await list(manager)).toEqual({
      members: [sam, maria].map((person) => ({
        aliasId: aliasOf(person),
        alias: `${person.subject}-alias`,
        role: membershipOf(person).role,
        state: membershipOf(person).state,
        joinedAt: new Date(madeAt(aliasOf(person))).toISOString(),
      })),
      nextCursor: null,
    });
    expect(membershipOf(maria).state).toBe("suspended");
    expect(tenant.events.at(-1)).toMatchObject({
      action: "member.list",
      resource: tenant.heart.programId,
      subjects: [sam.id, maria.id],
    });
  });
  it("are the care team and the managers when those are asked for", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    const { members } = await list(nurse, { part: ["team"] });
    expect(members.map(({ alias }: { alias: string }) => alias)).toEqual(["nurse-alias", "manager-alias"]);
  });
  it("come page by page, each with the keys of its own people alone", async () => {
    for (const name of ["ana", "ben", "cleo"]) await tenant.join(name, "patient", tenant.heart);
    const first = await ask(manager, listing({ limit: ["3"], part: ["members"] }));
    expect(JSON.parse(first.body).members).toHaveLength(3);
    expect(first.headers.Link).toMatch(/limit=3&cursor=[^&]+&part=members/);
    const cursor = JSON.parse(first.body).nextCursor;
    const second = await list(manager, { limit: ["3"], cursor: [cursor] });
    expect(second.members.map(({ alias }: { alias: string }) => alias)).toEqual(["maria-alias"]);
    expect(second.nextCursor).toBeNull();
    expect(tenant.events.at(-1)?.subjects).toEqual([maria.id]);
    expect(await refusal(manager, listing({ limit: ["3"], cursor: [cursor], part: ["team"] }))).toEqual([
      400,
      "invalid-cursor",
    ]);
  });
  it("are not those who have left, nor those of another program", async () => {
    await tenant.join("joe", "patient", tenant.lung);
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "left" });
    expect((await list(manager)).members).toEqual([]);
  });
  it("are nobody's business but the care team's, nor when the program is closed", async () => {
    expect(await refusal(maria, listing())).toEqual([403, "not-allowed"]);
    const henry = await tenant.join("henry", "manager", tenant.lung);
    expect(await refusal(henry, listing())).toEqual([404, "not-found"]);
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await refusal(manager, listing())).toEqual([404, "not-found"]);
  });
});

describe("suspending in a program", () => {
  it("keeps somebody out at once, and their name as it is", async () => {
    expect(await ask(maria, posting(tenant.heart, "before"))).toMatchObject({ statusCode: 201 });
    const done = await ask(manager, acting("suspend", aliasOf(maria)));
    expect([done.statusCode, JSON.parse(done.body)]).toEqual([
      200,
      { aliasId: aliasOf(maria), state: "suspended" },
    ]);
    expect(await refusal(maria, posting(tenant.heart, "after", "key-00000002"))).toEqual([
      403,
      "member-suspended",
    ]);
    const item = { pk: `MEMBER#${maria.id}`, sk: `PROGRAM#${tenant.heart.programId}` };
    const stored = tenant.table.items.get(`${item.pk} ${item.sk}`);
    const memberships = membershipStore(tenant.platform.portsFor(newTrail()));
    expect(stored && (await memberships.openAll(maria.id, [stored]))).toMatchObject([
      { alias: "maria-alias", membership: { version: 2 } },
    ]);
  });
  it("keeps nobody out of another program", async () => {
    tenant.write(
      await membershipStore(tenant.ports()).join({
        ...{ member: maria.id, programId: tenant.lung.programId, role: "patient", alias: "Maria" },
        ...{ spaces: [tenant.lung.spaceId], aliasId: membershipOf(maria).aliasId as never },
      }),
    );
    await ask(manager, acting("suspend", aliasOf(maria)));
    expect(await ask(maria, posting(tenant.lung, "still here"))).toMatchObject({ statusCode: 201 });
  });
  it("writes the reason into the event, as typed but for the blanks around it, and nowhere else", async () => {
    await ask(manager, acting("suspend", aliasOf(maria)));
    expect(tenant.events.at(-1)).toMatchObject({
      action: "member.suspend",
      outcome: "ok",
      actor: manager.id,
      resource: aliasOf(maria),
      subjects: [maria.id],
      extra: { reason: "Shouted at others." },
    });
    const kept = [...tenant.table.items.values(), ...tenant.records.values(), ...tenant.lines];
    expect(JSON.stringify(kept)).not.toContain("Shouted");
  });
  it("is undone by reactivating", async () => {
    await ask(manager, acting("suspend", aliasOf(maria)));
    expect(JSON.parse((await ask(manager, acting("reactivate", aliasOf(maria)))).body).state).toBe("active");
    expect(await ask(maria, posting(tenant.heart, "back"))).toMatchObject({ statusCode: 201 });
    expect(tenant.events.find(({ action }) => action === "member.reactivate")).toMatchObject({
      extra: { reason: "Shouted at others." },
    });
  });
  it("says so when it is so already, and changes nothing", async () => {
    await ask(manager, acting("suspend", aliasOf(maria)));
    const before = membershipOf(maria);
    expect(await refusal(manager, acting("suspend", aliasOf(maria), "key-another"))).toEqual([
      409,
      "already-so",
    ]);
    expect(membershipOf(maria)).toEqual(before);
  });
  it("is done once: a repeat is told how it is now, by an event of its own", async () => {
    const first = await ask(manager, acting("suspend", aliasOf(maria)));
    expect(await ask(manager, acting("suspend", aliasOf(maria)))).toEqual(first);
    expect(tenant.events.at(-1)).toMatchObject({ action: "replay", subjects: [maria.id], extra: undefined });
    await ask(manager, acting("reactivate", aliasOf(maria)));
    expect(JSON.parse((await ask(manager, acting("suspend", aliasOf(maria)))).body).state).toBe("active");
    expect(membershipOf(maria).state).toBe("active");
  });
  it("of somebody who has left meanwhile is repeated for nobody", async () => {
    await ask(manager, acting("suspend", aliasOf(maria)));
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "left" });
    expect(await refusal(manager, acting("suspend", aliasOf(maria)))).toEqual([404, "not-found"]);
  });
  it("is refused for oneself and for another manager", async () => {
    const second = await tenant.join("second", "manager", tenant.heart);
    expect(await refusal(manager, acting("suspend", aliasOf(manager)))).toEqual([403, "not-allowed"]);
    expect(await refusal(manager, acting("suspend", aliasOf(second)))).toEqual([403, "not-allowed"]);
  });
  it("is refused for an alias that nobody bears there", async () => {
    const joe = await tenant.join("joe", "patient", tenant.lung);
    const elsewhere = String(membershipOf(joe, tenant.lung).aliasId);
    for (const alias of [elsewhere, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "no-id"])
      expect(await refusal(manager, acting("suspend", alias))).toEqual([404, "not-found"]);
  });
  it.each(["nurse", "physician", "staff", "patient"] as const)("is refused to a %s", async (role: Role) => {
    const person = await tenant.join("person", role, tenant.heart);
    expect(await refusal(person, acting("suspend", aliasOf(maria)))).toEqual([403, "not-allowed"]);
  });
  it("is refused in a program that is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await refusal(manager, acting("suspend", aliasOf(maria)))).toEqual([404, "not-found"]);
  });
  it.each([{}, { reason: "no" }, { reason: "  no  " }, { reason: "x".repeat(501) }, { reason: "a\u0007bc" }])(
    "needs a reason of 3 to 500 characters: %j",
    async (body) => {
      const asked = { ...acting("suspend", aliasOf(maria)), body: JSON.stringify(body) };
      expect(await refusal(manager, asked)).toEqual([400, "invalid-request"]);
      expect(membershipOf(maria).state).toBe("active");
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
  it("is refused by the transaction to a manager who is suspended meanwhile", async () => {
    const within = meanwhile(() =>
      tenant.change(membershipKey(manager.id, tenant.heart.programId), { state: "suspended" }),
    );
    expect(await refusal(manager, acting("suspend", aliasOf(maria)), within)).toEqual([404, "not-found"]);
    expect(membershipOf(maria).state).toBe("active");
  });
  it("is refused by the transaction when the membership has changed meanwhile", async () => {
    const within = meanwhile(() =>
      tenant.change(membershipKey(maria.id, tenant.heart.programId), { spaces: [], v: 7 }),
    );
    expect(await refusal(manager, acting("suspend", aliasOf(maria)), within)).toEqual([409, "in-progress"]);
    expect(membershipOf(maria)).toMatchObject({ state: "active", v: 7 });
  });
});
