import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { programId, spaceId, threadId } from "../../functions/kernel/ids.ts";
import {
  memberKey,
  membershipKey,
  programKey,
  programRowKey,
  publicKey,
  threadKey,
  threadRowKey,
} from "../../functions/kernel/keys.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { emergencyStore } from "../../functions/programs/emergency-store.ts";
import { templates } from "../../functions/programs/template-store.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asking, refusal } from "./asking.ts";

let tenant: TestTenant;
let ask: ReturnType<typeof asking>;
let [adam, maria, ruth] = [] as unknown as [Person, Person, Person];
beforeEach(async () => {
  tenant = await testTenant();
  ask = asking(tenant);
  adam = await tenant.join("adam", "administrator");
  maria = await tenant.join("maria", "patient", tenant.heart);
  ruth = await tenant.join("ruth", "nurse", tenant.heart);
});

const words = (text: string) => ({ en: text, es: `${text}-es` });
const peers = { title: words("Peers"), joining: "invited" };
const own = {
  template: "custom",
  title: words("Kidneys"),
  emergency: words("Call 911."),
  replyPromise: words("Soon."),
  phone: "555-0100",
  spaces: [peers],
};
const create = (body: object, person: Person = adam) => ask(person, "POST", "/v1/programs", { body });
const read = (person: Person, id: string, headers = {}) =>
  ask(person, "GET", "/v1/programs/{programId}", { params: { programId: id }, headers });
const list = (person: Person, query = {}) => ask(person, "GET", "/v1/programs", { query });
const at = ({ pk, sk }: Key) => tenant.table.items.get(`${pk} ${sk}`);

describe("beginning a program", () => {
  it("of a template makes everything of it in one transaction, with a thread to begin in for each space", async () => {
    const { status, body } = await create({ template: "asthma", phone: "555-0100" });
    expect(status).toBe(201);
    const { title, purpose, readings, emergency, replyPromise, spaces } = templates.asthma;
    expect(body).toEqual({
      emergency: { text: emergency.en, phone: "555-0100", replyPromise: replyPromise.en },
      programId: expect.any(String),
      title: title.en,
      purpose: purpose.en,
      readings,
      spaces: spaces.map(({ en }) => ({
        spaceId: expect.any(String),
        title: en,
        joining: "open",
        welcomeThreadId: expect.any(String),
      })),
    });
    expect(Object.keys(body)[0]).toBe("emergency");
    const id = programId.parse(body.programId);
    expect([programKey(id), programRowKey(id), publicKey(id)].map((key) => at(key)?.v)).toEqual([1, 1, 1]);
    for (const space of body.spaces) {
      const [inside, thread] = [spaceId.parse(space.spaceId), threadId.parse(space.welcomeThreadId)];
      expect(at(threadKey(thread))).toMatchObject({ program: id, space: inside, state: "open" });
      const row = at(threadRowKey(inside, thread));
      expect(row).toMatchObject({ state: "open", recent: [] });
      expect(row).not.toHaveProperty("by");
      expect(row).not.toHaveProperty("aliasId");
    }
    expect(tenant.events).toEqual([
      expect.objectContaining({ action: "program.create", actor: adam.id, resource: id, subjects: [] }),
    ]);
  });

  it("with texts of one's own needs no template, and each text replaces the template's", async () => {
    const custom = await create(own);
    expect(custom.body).toMatchObject({ title: "Kidneys", purpose: null, readings: [] });
    const more = { purpose: words("Why"), readings: ["weight"] };
    const replaced = await create({ ...own, ...more, template: "diabetes" });
    expect(replaced.body).toMatchObject({
      title: "Kidneys",
      purpose: "Why",
      readings: ["weight"],
      emergency: { text: "Call 911.", replyPromise: "Soon." },
      spaces: [{ title: "Peers", joining: "invited" }],
    });
  });

  it("publishes whom to call, and nothing else of it", async () => {
    const { body } = await create({ ...own, purpose: words("Secret") });
    const id = programId.parse(body.programId);
    const { emergency, phone, replyPromise } = own;
    expect(await emergencyStore(tenant.table.reader).byId(id)).toEqual({ emergency, phone, replyPromise });
    const text = Buffer.from(at(publicKey(id))?.notice as Uint8Array).toString();
    expect(text).not.toMatch(/Secret|Kidneys|Peers/);
  });

  it("five times with one key makes one program and gives one answer", async () => {
    const headers = { "Idempotency-Key": ["key-of-program"] };
    const answers = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await ask(adam, "POST", "/v1/programs", { body: own, headers }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const rows = [...tenant.table.items.values()].filter(({ sk }) => sk === "PROGRAM");
    expect(rows).toHaveLength(2 + 1);
    expect(tenant.events.map(({ action }) => action)).toEqual(["program.create", ...Array(4).fill("replay")]);
  });

  it.each(["title", "emergency", "replyPromise", "spaces"])(
    "without a template is refused without %s, which is named",
    async (name) => {
      expect(await create({ ...own, [name]: undefined })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: `#/${name}`, code: "missing-or-wrong-type" }] },
      });
    },
  );
  it.each([
    ["a text in one language", { title: { en: "x" } }],
    ["an empty text", { emergency: words("") }],
    ["a phone that is none", { phone: "call us" }],
    ["a template that is none", { template: "gout" }],
    ["a reading that Kith does not know", { readings: ["mood"] }],
    ["no space", { spaces: [] }],
    ["21 spaces", { spaces: Array(21).fill(peers) }],
    ["a way to join that is none", { spaces: [{ ...peers, joining: "secret" }] }],
  ])("is refused with %s", async (_, wrong) => {
    const before = tenant.table.items.size;
    expect(await create({ ...own, ...wrong })).toMatchObject({ status: 400 });
    expect(tenant.table.items.size).toBe(before);
  });
  it("takes 20 spaces", async () => {
    const { body } = await create({ ...own, spaces: Array(20).fill(peers) });
    expect(body.spaces).toHaveLength(20);
  });
  it.each(["officer", "manager", "nurse"] as const)("is refused to a %s", async (role) => {
    const person = await tenant.join(role, role, role === "officer" ? undefined : tenant.heart);
    expect(await create(own, person)).toMatchObject(refusal(403, "not-allowed"));
  });
  it("is refused by the transaction to who is an administrator no more", async () => {
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      tenant.change(memberKey(adam.id), { tenantRole: "officer" });
      return commit(...all);
    };
    const before = tenant.table.items.size;
    const answer = await asking({ ...tenant, platform: { ...tenant.platform, commit: late } })(
      adam,
      "POST",
      "/v1/programs",
      { body: own },
    );
    expect(answer).toMatchObject(refusal(403, "not-allowed"));
    expect(tenant.table.items.size).toBe(before);
  });
});

describe("the list of programs", () => {
  it("is all of them for an administrator and an officer, newest first, page by page", async () => {
    const made = [];
    for (const name of ["One", "Two", "Three"])
      made.push((await create({ ...own, title: words(name) })).body.programId);
    for (const person of [adam, await tenant.join("olivia", "officer")]) {
      const first = await list(person, { limit: ["2"] });
      expect(first.body.programs).toEqual([
        { programId: made[2], title: "Three" },
        { programId: made[1], title: "Two" },
      ]);
      expect(first.headers.Link).toBe(`<?limit=2&cursor=${first.body.nextCursor}>; rel="next"`);
      const second = await list(person, { limit: ["2"], cursor: [first.body.nextCursor] });
      expect(second.body.programs[0]).toEqual({ programId: made[0], title: "One" });
    }
  });
  it("is one's own for everybody else, in one's own language", async () => {
    await create(own);
    const mine = [{ programId: tenant.heart.programId, title: "palabras" }];
    for (const person of [maria, ruth]) {
      const { body } = await ask(person, "GET", "/v1/programs", { headers: { "Accept-Language": ["es"] } });
      expect(body).toEqual({ programs: mine, nextCursor: null });
    }
  });
  it("leaves out what was left, what is suspended, and what is closed", async () => {
    const key = membershipKey(maria.id, tenant.heart.programId);
    for (const state of ["left", "suspended"]) {
      tenant.change(key, { state });
      expect((await list(maria)).body.programs).toEqual([]);
    }
    tenant.change(key, { state: "active" });
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect((await list(maria)).body.programs).toEqual([]);
  });
  it.each([["0"], ["101"], ["x"]])("is refused with a limit of %s", async (limit) => {
    expect(await list(maria, { limit: [limit] })).toMatchObject({ status: 400 });
  });
  it("is refused with somebody else's cursor", async () => {
    await create(own);
    const { body } = await list(adam, { limit: ["1"] });
    const olivia = await tenant.join("olivia", "officer");
    const cursor = [body.nextCursor];
    expect(await list(olivia, { limit: ["1"], cursor })).toMatchObject(refusal(400, "invalid-cursor"));
    expect(await list(adam, { limit: ["2"], cursor })).toMatchObject(refusal(400, "invalid-cursor"));
  });
});

describe("reading a program", () => {
  it("says before anything else what to do in an emergency", async () => {
    const { body } = await read(maria, tenant.heart.programId);
    expect(Object.keys(body)[0]).toBe("emergency");
    expect(body).toEqual({
      emergency: { text: "words", phone: "911", replyPromise: "words" },
      programId: tenant.heart.programId,
      title: "words",
      purpose: null,
      readings: [],
      spaces: [
        { spaceId: tenant.heart.spaceId, title: "words", joining: "open", joined: true, returnUntil: null },
      ],
    });
    expect(tenant.events.at(-1)).toMatchObject({ resource: tenant.heart.programId, subjects: [] });
  });
  it("is not sent again until the program, the membership, the language or the time to return has changed", async () => {
    const id = tenant.heart.programId;
    const tag = async (headers = {}) => (await read(maria, id, headers)).headers.ETag ?? "";
    const known = async (etag: string, headers = {}) =>
      (await read(maria, id, { "If-None-Match": [etag], ...headers })).status;
    const first = await tag();
    expect(await known(first)).toBe(304);
    expect(await known(first, { "Accept-Language": ["es"] })).toBe(200);
    for (const key of [programKey(id), membershipKey(maria.id, id)]) {
      const before = await tag();
      tenant.change(key, { v: 2 });
      expect(await known(before)).not.toBe(304);
    }
  });
  it("is sent again when the time to return into a space is over", async () => {
    const id = tenant.heart.programId;
    const left = [`${tenant.heart.spaceId}.${tenant.clock.now}`];
    tenant.change(membershipKey(maria.id, id), { spaces: [], left });
    const { headers, body } = await read(maria, id);
    expect(body.spaces[0].returnUntil).toBe(new Date(tenant.clock.now + 30 * day).toISOString());
    tenant.clock.now += 30 * day;
    const later = await read(maria, id, { "If-None-Match": [headers.ETag ?? ""] });
    expect(later).toMatchObject({ status: 200, body: { spaces: [{ joined: false, returnUntil: null }] } });
  });
  it("finds none that is closed, or another one's, or none at all", async () => {
    expect(await read(maria, tenant.lung.programId)).toMatchObject(refusal(404, "not-found"));
    expect(await read(maria, newId(programId))).toMatchObject(refusal(404, "not-found"));
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(await read(maria, tenant.heart.programId)).toMatchObject(refusal(404, "not-found"));
  });
  it.each(["officer", "administrator"] as const)("is refused to an %s, who belongs to none", async (role) => {
    const person = await tenant.join("boss", role);
    expect(await read(person, tenant.heart.programId)).toMatchObject(refusal(404, "not-found"));
  });
  it("is refused to a helper without a scope for it", async () => {
    const rosa = await tenant.join("rosa", "helper", tenant.heart);
    expect(await read(rosa, tenant.heart.programId)).toMatchObject(refusal(403, "not-allowed"));
    tenant.change(membershipKey(rosa.id, tenant.heart.programId), { scope: ["program.read"] });
    expect(await read(rosa, tenant.heart.programId)).toMatchObject({ status: 200 });
  });
});
