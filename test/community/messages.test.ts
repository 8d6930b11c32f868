import { beforeEach, describe, expect, it } from "vitest";
import { membershipKey, programKey, threadKey } from "../../functions/kernel/keys.ts";
import { erasedValue } from "../edge/kit/memory-vault.ts";
import { type Asked, askedBy, handlerOf, posting, problemIn, reading } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
let joe: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  joe = await tenant.join("joe", "patient", tenant.heart);
});

const answer = async (person: Person, asked: Asked) =>
  handlerOf(tenant)(await askedBy(person, asked, tenant));
const read = async (person: Person, more: Partial<Asked> = {}) => {
  const response = await answer(person, reading(tenant.heart, more));
  return { ...response, body: response.body === "" ? undefined : JSON.parse(response.body) };
};
const post = (person: Person, text: string, key?: string) => answer(person, posting(tenant.heart, text, key));
const texts = (body: { messages: { text: string }[] }) => body.messages.map(({ text }) => text);

describe("a message", () => {
  it("is refused, as if the place did not exist, when its program is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect(problemIn(await post(maria, "hello"))).toEqual([404, "not-found"]);
    expect(problemIn(await answer(maria, reading(tenant.heart)))).toEqual([404, "not-found"]);
  });
  it("is read by others as it was written, with its author's alias and not the member", async () => {
    await post(maria, "My weight is up 3 lb.\n👩‍👩‍👧");
    const { body } = await read(joe);
    expect(body.messages).toEqual([
      expect.objectContaining({
        text: "My weight is up 3 lb.\n👩‍👩‍👧",
        state: "open",
        author: { aliasId: expect.any(String), alias: "maria-alias", own: false },
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain(maria.id);
    expect((await read(maria)).body.messages[0].author.own).toBe(true);
  });
  it("names its author in the event of whoever reads it", async () => {
    await post(maria, "hello");
    await read(joe);
    expect(tenant.events.at(-1)).toMatchObject({
      actor: joe.id,
      subjects: [maria.id],
      resource: tenant.heart.threadId,
    });
  });
  it("whose value was put into another place is damaged, and shows nothing", async () => {
    await post(maria, "first", "key-00000001");
    await post(maria, "second", "key-00000002");
    const [first, second] = [...tenant.table.items.values()].filter(({ sk }) => sk.startsWith("MSG#"));
    if (!first?.body || !second) throw new Error("Two messages were posted.");
    tenant.change(second, { body: first.body });
    const { body } = await read(joe);
    expect(body.messages[0]).toMatchObject({ state: "damaged", text: null, author: { alias: null } });
    expect(texts(body)).toEqual([null, "first"]);
  });
  it("of an erased member says so", async () => {
    await post(maria, "hello");
    const [stored] = [...tenant.table.items.values()].filter(({ sk }) => sk.startsWith("MSG#"));
    if (!stored) throw new Error("A message was posted.");
    tenant.change(stored, { body: erasedValue });
    expect((await read(joe)).body.messages[0]).toMatchObject({ state: "erased", text: null });
  });
  it("is refused in a closed thread, which can still be read", async () => {
    tenant.change(threadKey(tenant.heart.threadId), { state: "closed" });
    expect(problemIn(await post(maria, "hello"))).toEqual([403, "not-allowed"]);
    expect((await read(maria)).statusCode).toBe(200);
  });
  it("is refused when the author left the space between decision and commit", async () => {
    const key = membershipKey(maria.id, tenant.heart.programId);
    const platform = {
      ...tenant.platform,
      commit: async (...asked: Parameters<typeof tenant.platform.commit>) => {
        tenant.change(key, { spaces: [] });
        return tenant.platform.commit(...asked);
      },
    };
    const event = await askedBy(maria, posting(tenant.heart, "hello"), tenant);
    expect(problemIn(await handlerOf({ ...tenant, platform })(event))).toEqual([404, "not-found"]);
  });
});

describe("a thread", () => {
  it("is read in pages, newest first, to the end", async () => {
    for (const text of ["1", "2", "3"]) await post(maria, text, `key-0000000${text}`);
    const first = await read(joe, { query: { limit: ["2"] } });
    expect(first.headers.Link).toBe(`<?limit=2&cursor=${first.body.nextCursor}>; rel="next"`);
    const second = await read(joe, { query: { limit: ["2"], cursor: [first.body.nextCursor] } });
    expect([texts(first.body), texts(second.body)]).toEqual([["3", "2"], ["1"]]);
    expect([second.body.nextCursor, second.headers.Link]).toEqual([null, undefined]);
  });
  it("refuses a cursor of another person or page size", async () => {
    await post(maria, "1", "key-00000001");
    await post(maria, "2", "key-00000002");
    const cursor = [(await read(joe, { query: { limit: ["1"] } })).body.nextCursor];
    const refused = [400, "invalid-cursor"];
    const asked = (limit: string) => reading(tenant.heart, { query: { limit: [limit], cursor } });
    expect(problemIn(await answer(maria, asked("1")))).toEqual(refused);
    expect(problemIn(await answer(joe, asked("2")))).toEqual(refused);
  });
  it("puts the words for an emergency before the messages, in the reader's language", async () => {
    const spanish = await read(joe, { headers: { "Accept-Language": ["es"] } });
    expect(Object.keys(spanish.body)[0]).toBe("emergency");
    expect(spanish.body.emergency).toEqual({ text: "palabras", phone: "911", replyPromise: "palabras" });
    expect((await read(joe)).body.emergency.text).toBe("words");
  });
});

describe("a thread that the reader already holds", () => {
  const since = (tag: string | undefined, more: Asked["headers"] = {}) =>
    read(joe, { headers: { "If-None-Match": [tag ?? ""], ...more } });

  it("is not sent again, with the same tag, and names nobody in the event", async () => {
    await post(maria, "hello");
    const { ETag } = (await read(joe)).headers;
    const again = await since(ETag);
    expect(again).toMatchObject({ statusCode: 304, body: undefined, headers: { ETag } });
    expect(tenant.events.at(-1)).toMatchObject({ outcome: "ok", subjects: [] });
  });
  it("is sent again after a new message", async () => {
    const { ETag } = (await read(joe)).headers;
    await post(maria, "hello");
    expect((await since(ETag)).statusCode).toBe(200);
  });
  it("is sent again in another language", async () => {
    const { ETag } = (await read(joe)).headers;
    expect((await since(ETag, { "Accept-Language": ["es"] })).statusCode).toBe(200);
  });
});
