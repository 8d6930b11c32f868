import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { spaceId } from "../../functions/kernel/ids.ts";
import { membershipKey, programKey } from "../../functions/kernel/keys.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asking, askingTogether, refusal } from "./asking.ts";

let tenant: TestTenant;
let ask: ReturnType<typeof asking>;
let [maria, grace] = [] as unknown as [Person, Person];
beforeEach(async () => {
  tenant = await testTenant();
  ask = asking(tenant);
  maria = await tenant.join("maria", "patient", tenant.heart);
  grace = await tenant.join("grace", "manager", tenant.heart);
});

const spaces = "/v1/programs/{programId}/spaces";
const title = { en: "Food", es: "Comida" };
const add = (joining: "open" | "invited", person: Person = grace, headers = {}) =>
  ask(person, "POST", spaces, {
    params: { programId: tenant.heart.programId },
    body: { title, joining },
    headers,
  });
const adding = (joining: "open" | "invited") =>
  [
    grace,
    "POST",
    spaces,
    { params: { programId: tenant.heart.programId }, body: { title, joining } },
  ] as const;
const moving = (how: "join" | "leave" | "return", space: string) =>
  [
    maria,
    "POST",
    `${spaces}/{spaceId}/${how}`,
    { params: { programId: tenant.heart.programId, spaceId: space } },
  ] as const;
const move = (how: "join" | "leave" | "return", space: string, person: Person = maria, headers = {}) => {
  const [, method, resource, more] = moving(how, space);
  return ask(person, method, resource, { ...more, headers });
};
const list = async (person: Person = maria) => {
  const { body } = await ask(person, "GET", spaces, { params: { programId: tenant.heart.programId } });
  return body.spaces;
};
const membership = (person: Person = maria) => {
  const { pk, sk } = membershipKey(person.id, tenant.heart.programId);
  return tenant.table.items.get(`${pk} ${sk}`);
};
const until = () => new Date(tenant.clock.now + 30 * day).toISOString();

describe("adding a space", () => {
  it("gives it a thread to begin in, and the care team belongs to it at once", async () => {
    const { status, body } = await add("invited");
    expect(status).toBe(201);
    expect(body).toEqual({
      spaceId: expect.any(String),
      title: "Food",
      joining: "invited",
      welcomeThreadId: expect.any(String),
    });
    expect(tenant.events.at(-1)).toMatchObject({ action: "space.create", resource: body.spaceId });
    const messages = await ask(grace, "GET", `${spaces}/{spaceId}/threads/{threadId}/messages`, {
      params: {
        programId: tenant.heart.programId,
        spaceId: body.spaceId,
        threadId: body.welcomeThreadId,
      },
    });
    expect(messages.status).toBe(200);
  });
  it("again with the same key adds one", async () => {
    const headers = { "Idempotency-Key": ["key-of-space"] };
    const [first, second] = [await add("open", grace, headers), await add("open", grace, headers)];
    expect(second).toEqual(first);
    expect(await list()).toHaveLength(2);
  });
  it("is refused when there are 20", async () => {
    for (let count = 1; count < 20; count += 1) expect((await add("open")).status).toBe(201);
    expect(await add("open")).toMatchObject(refusal(409, "limit-reached"));
    expect(await list()).toHaveLength(20);
  });
  it("loses none of those that are added at the same time: whoever is refused can do it again", async () => {
    const made: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const answers = await askingTogether(tenant, Array(4).fill(adding("open")));
      for (const answer of answers)
        if (answer.status === 201) made.push(answer.body.spaceId);
        else expect(answer).toMatchObject(refusal(412, "changed-meanwhile"));
    }
    const shown = (await list()).map((space: { spaceId: string }) => space.spaceId);
    expect(shown).toEqual([tenant.heart.spaceId, ...made]);
    expect(made).toHaveLength(3);
  });
  it.each(["nurse", "physician", "patient"] as const)("is refused to a %s", async (role) => {
    const person = await tenant.join(role, role, tenant.heart);
    const { status } = await add("open", person);
    expect(status).toBe(403);
  });
  it("is refused in a program that is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await add("open")).toMatchObject(refusal(404, "not-found"));
  });
  it("is refused in one language", async () => {
    const params = { programId: tenant.heart.programId };
    const body = { title: { en: "Food" }, joining: "open" };
    expect(await ask(grace, "POST", spaces, { params, body })).toMatchObject(refusal(400, "invalid-request"));
  });
  it("is refused by the transaction to who manages the program no more", async () => {
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      tenant.change(membershipKey(grace.id, tenant.heart.programId), { role: "nurse" });
      return commit(...all);
    };
    const after = asking({ ...tenant, platform: { ...tenant.platform, commit: late } });
    const params = { programId: tenant.heart.programId };
    const answer = await after(grace, "POST", spaces, { params, body: { title, joining: "open" } });
    expect(answer).toMatchObject(refusal(404, "not-found"));
    expect(await list()).toHaveLength(1);
  });
});

describe("the spaces of a program", () => {
  it("say which of them one belongs to; those that invite do not exist for others", async () => {
    const [open, invited] = [(await add("open")).body.spaceId, (await add("invited")).body.spaceId];
    const shown = (joined: boolean, id: string, joining: string) => ({
      spaceId: id,
      title: expect.any(String),
      joining,
      joined,
      returnUntil: null,
    });
    const own = tenant.heart.spaceId;
    expect(await list()).toEqual([shown(true, own, "open"), shown(false, open, "open")]);
    expect(await list(grace)).toEqual([
      shown(true, own, "open"),
      shown(true, open, "open"),
      shown(true, invited, "invited"),
    ]);
  });
});

describe("coming and going", () => {
  let open: string;
  let invited: string;
  beforeEach(async () => {
    open = (await add("open")).body.spaceId;
    invited = (await add("invited")).body.spaceId;
  });

  it("joining an open space opens its threads, and seals the name anew", async () => {
    const before = membership();
    expect(await move("join", open)).toMatchObject({
      status: 200,
      body: { spaceId: open, joined: true, returnUntil: null },
    });
    expect(membership()).toMatchObject({ spaces: [tenant.heart.spaceId, open], left: [], v: 2 });
    expect(membership()?.alias).not.toEqual(before?.alias);
    const me = await ask(maria, "GET", "/v1/me");
    expect(me.body.programs[0]).toMatchObject({ alias: "maria-alias", spaces: [{}, { spaceId: open }] });
    expect(tenant.events.at(-2)).toMatchObject({
      action: "space.join",
      actor: maria.id,
      resource: open,
      subjects: [maria.id],
    });
  });
  it("leaving says until when one can return, and returning brings it back as it was", async () => {
    await move("join", open);
    const left = await move("leave", open);
    expect(left.body).toEqual({ spaceId: open, joined: false, returnUntil: until() });
    expect(membership()).toMatchObject({
      spaces: [tenant.heart.spaceId],
      left: [`${open}.${tenant.clock.now}`],
    });
    expect((await move("return", open)).body).toMatchObject({ joined: true, returnUntil: null });
    expect(membership()).toMatchObject({ spaces: [tenant.heart.spaceId, open], left: [], v: 4 });
  });
  it("once more changes nothing, and says so", async () => {
    for (const how of ["join", "leave", "return"] as const) {
      const first = await move(how, open);
      const item = membership();
      expect(await move(how, open)).toMatchObject({ status: 200, body: first.body });
      expect(membership()).toEqual(item);
    }
  });
  it("by a repeat of the same request is answered from what is now", async () => {
    const headers = { "Idempotency-Key": ["key-of-leaving"] };
    await move("join", open);
    const first = await move("leave", open, maria, headers);
    expect(await move("leave", open, maria, headers)).toEqual(first);
    await move("return", open);
    expect((await move("leave", open, maria, headers)).body).toMatchObject({ joined: true });
  });
  it("a space that invites cannot be joined, but returned to within 30 days", async () => {
    expect(await move("join", invited)).toMatchObject(refusal(404, "not-found"));
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { spaces: [invited] });
    await move("leave", invited);
    expect(await move("join", invited)).toMatchObject(refusal(404, "not-found"));
    tenant.clock.now += 30 * day - 1;
    expect(await list()).toContainEqual(expect.objectContaining({ spaceId: invited, joined: false }));
    expect(await move("return", invited)).toMatchObject({ status: 200 });
    await move("leave", invited);
    tenant.clock.now += 30 * day;
    expect(await move("return", invited)).toMatchObject(refusal(409, "too-late"));
    expect(await list()).not.toContainEqual(expect.objectContaining({ spaceId: invited }));
  });
  it.each(["join", "leave", "return"] as const)(
    "finds nothing to %s in a space of another program, or of none",
    async (how) => {
      for (const space of [tenant.lung.spaceId, newId(spaceId)])
        expect(await move(how, space)).toMatchObject(refusal(404, "not-found"));
    },
  );
  it.each(["leave", "return"] as const)("finds nothing to %s where one never was", async (how) => {
    expect(await move(how, open)).toMatchObject(refusal(404, "not-found"));
  });
  it.each(["nurse", "manager", "helper"] as const)("is not for a %s", async (role) => {
    const person = await tenant.join(`${role}-2`, role, tenant.heart);
    for (const how of ["join", "leave", "return"] as const)
      expect(await move(how, open, person)).toMatchObject(refusal(404, "not-found"));
  });
  it("is for a mentor", async () => {
    const sam = await tenant.join("sam", "mentor", tenant.heart);
    expect(await move("join", open, sam)).toMatchObject({ status: 200 });
  });
  it("is refused by the transaction to who is suspended meanwhile", async () => {
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "suspended" });
      return commit(...all);
    };
    const after = asking({ ...tenant, platform: { ...tenant.platform, commit: late } });
    const params = { programId: tenant.heart.programId, spaceId: open };
    expect(await after(maria, "POST", `${spaces}/{spaceId}/join`, { params })).toMatchObject(
      refusal(409, "in-progress"),
    );
    expect(membership()).toMatchObject({ spaces: [tenant.heart.spaceId] });
  });
  it("is not done while the name cannot be opened: it could not be sealed anew", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { alias: Buffer.from('["other","x"]') });
    expect(await move("join", open)).toMatchObject(refusal(503, "unavailable"));
    expect(membership()).toMatchObject({ spaces: [tenant.heart.spaceId], v: 1 });
  });
});

it("32 comings and goings of one member, eight at the same time, lose none: what was answered took place, one after the other", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push((await add("open")).body.spaceId);
  const statuses = new Set<number>();
  const step = fc.record({ how: fc.constantFrom("join" as const, "leave" as const), at: fc.nat(4) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 32, maxLength: 32 }), async (steps) => {
      const inside = new Set(spacesOf());
      const since = tenant.events.length;
      const answers = [];
      for (let from = 0; from < 32; from += 8) {
        const together = steps.slice(from, from + 8).map(({ how, at }) => moving(how, ids[at] ?? ""));
        answers.push(...(await askingTogether(tenant, together)));
      }
      for (const { status } of answers) statuses.add(status);
      const done = tenant.events.slice(since).filter(({ outcome }) => outcome === "ok");
      expect(done).toHaveLength(answers.filter(({ status }) => status === 200).length);
      // The trail is in the order in which it became true.
      for (const { action, resource = "" } of done)
        if (action === "space.join") inside.add(resource);
        else inside.delete(resource);
      expect(spacesOf().toSorted()).toEqual([...inside].toSorted());
    }),
    { numRuns: 20 },
  );
  expect(statuses).toEqual(new Set([200, 404, 409]));
});

function spacesOf(): readonly string[] {
  const spaces = membership()?.spaces;
  return Array.isArray(spaces) ? spaces : [];
}
