import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { membershipKey } from "../../functions/kernel/keys.ts";
import { type Asked, askedBy, handlerOf, posting, problemIn } from "./kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "./kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const answer = async (asked: Asked, person = maria) =>
  handlerOf(tenant)(await askedBy(person, asked, tenant));
const actions = () => tenant.events.map(({ action, outcome }) => `${action} ${outcome}`);
const messagesStored = () => [...tenant.table.items.values()].filter(({ sk }) => sk.startsWith("MSG#"));

describe("an Idempotency-Key", () => {
  it("is required", async () => {
    const asked = posting(tenant.heart, "hello");
    const without = { ...asked, headers: { "Content-Type": ["application/json"] } };
    expect(problemIn(await answer(without))).toEqual([400, "idempotency-key-required"]);
  });
  it.each(["short", "", "with a blank", "x".repeat(129), "key-0000000é"])("is refused as %j", async (key) => {
    expect(problemIn(await answer(posting(tenant.heart, "hello", key)))).toEqual([
      400,
      "idempotency-key-required",
    ]);
  });
  it("is refused twice in one request", async () => {
    const asked = posting(tenant.heart, "hello");
    const twice = { ...asked, headers: { ...asked.headers, "Idempotency-Key": ["key-1111", "key-2222"] } };
    expect(problemIn(await answer(twice))).toEqual([400, "idempotency-key-required"]);
  });
  it("is refused with another body", async () => {
    await answer(posting(tenant.heart, "hello"));
    expect(problemIn(await answer(posting(tenant.heart, "hello!")))).toEqual([422, "idempotency-key-reused"]);
  });
  it("is refused with another place", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    await answer(posting(tenant.heart, "hello"), nurse);
    const elsewhere = { ...tenant.heart, spaceId: tenant.lung.spaceId };
    expect(problemIn(await answer(posting(elsewhere, "hello"), nurse))).toEqual([
      422,
      "idempotency-key-reused",
    ]);
  });
  it("belongs to one person", async () => {
    const joe = await tenant.join("joe", "patient", tenant.heart);
    await answer(posting(tenant.heart, "hello"));
    expect(await answer(posting(tenant.heart, "hello"), joe)).toMatchObject({ statusCode: 201 });
    expect(messagesStored()).toHaveLength(2);
  });
});

describe("five repeats", () => {
  it("make one message, one record, one event of writing and four of repeating", async () => {
    const answers = [];
    for (let time = 0; time < 5; time += 1) answers.push(await answer(posting(tenant.heart, "hello")));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201]);
    expect(messagesStored()).toHaveLength(1);
    expect(tenant.records.size).toBe(1);
    expect(actions()).toEqual(["message.post ok", ...Array(4).fill("replay ok")]);
    const [record] = tenant.records.values();
    expect(tenant.events.slice(1).map(({ replayOf }) => replayOf)).toEqual(Array(4).fill(record?.event));
    expect(tenant.events.every(({ subjects }) => subjects.includes(maria.id))).toBe(true);
  });
  it("leave a record without content that ends after a day", async () => {
    await answer(posting(tenant.heart, "zqx hello"));
    const [record] = tenant.records.values();
    expect(JSON.stringify(record)).not.toMatch(/zqx|hello|key-00000001/);
    expect(record).toMatchObject({ status: 201, expires: tenant.clock.now + day });
  });
});

describe("a repeat", () => {
  it("is decided again: whoever was put out meanwhile gets nothing", async () => {
    await answer(posting(tenant.heart, "hello"));
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "suspended" });
    expect(problemIn(await answer(posting(tenant.heart, "hello")))).toEqual([403, "member-suspended"]);
  });
  it("that comes at the same time writes nothing and gets the first one's answer", async () => {
    const handler = handlerOf(tenant);
    const event = await askedBy(maria, posting(tenant.heart, "hello"), tenant);
    const [first, second] = await Promise.all([handler(event), handler(event)]);
    expect(second).toEqual(first);
    expect(tenant.committed).toEqual(["committed", "repeated", "committed"]);
    expect(actions()).toEqual(["message.post ok", "replay ok"]);
    expect(messagesStored()).toHaveLength(1);
  });
  it("that finds no first answer either time is told to wait, with an event", async () => {
    tenant.instead.push("repeat", "repeat");
    const response = await answer(posting(tenant.heart, "hello"));
    expect(problemIn(response)).toEqual([409, "in-progress"]);
    expect(response.headers["Retry-After"]).toBe("1");
    expect(actions()).toEqual(["message.post denied"]);
  });
});

describe("a refusal or failure", () => {
  it("leaves no record: the same key can be tried again", async () => {
    tenant.instead.push("fail");
    expect(problemIn(await answer(posting(tenant.heart, "hello")))).toEqual([503, "unavailable"]);
    expect(await answer(posting(tenant.heart, "hello"))).toMatchObject({ statusCode: 201 });
    expect(messagesStored()).toHaveLength(1);
  });
});
