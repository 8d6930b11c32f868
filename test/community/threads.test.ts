import { beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../functions/kernel/clock.ts";
import { madeAt, threadId } from "../../functions/kernel/ids.ts";
import { membershipKey, programKey, threadKey, threadRowKey } from "../../functions/kernel/keys.ts";
import { countEverything } from "../activity/kit.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { erasedValue } from "../edge/kit/memory-vault.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asks, posted } from "./kit.ts";

let tenant: TestTenant;
let maria: Person;
let joe: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  joe = await tenant.join("joe", "patient", tenant.heart);
});

const threads = "/v1/programs/{programId}/spaces/{spaceId}/threads";
type More = { headers?: Record<string, string>; params?: Record<string, string>; key?: string };
const start = (person: Person, body: object = {}, more: More = {}) =>
  asks(person, tenant, {
    method: "POST",
    behind: threads,
    body: { title: "How do you sleep?", text: "I wake at four.", ...body },
    ...more,
  });
const list = (person: Person, more: More & { query?: Record<string, string> } = {}) =>
  asks(person, tenant, { method: "GET", behind: threads, ...more });
const header = (person: Person, thread: string, more: More = {}) =>
  asks(person, tenant, { method: "GET", behind: "", params: { threadId: thread }, ...more });
const undo = (person: Person, thread: string, message: string) =>
  asks(person, tenant, {
    method: "POST",
    behind: "/messages/{messageId}/undo",
    params: { threadId: thread, messageId: message },
  });
const titles = ({ body }: { body: { threads: { title: string }[] } }) =>
  body.threads.map(({ title }) => title);
const inHeart = (thread: string) => threadRowKey(tenant.heart.spaceId, threadId.parse(thread));

describe("a thread", () => {
  it("is begun with its first message, which bears its id, and is read as it was written", async () => {
    const { statusCode, body } = await start(maria, { title: " Sleep " });
    expect(statusCode).toBe(201);
    expect(body).toEqual({
      threadId: expect.any(String),
      messageId: body.threadId,
      title: "Sleep",
      author: { aliasId: expect.any(String), alias: "maria-alias", own: true },
      startedAt: instant(madeAt(body.threadId)),
      state: "open",
      unread: { count: 0, more: false },
      lastMessageAt: body.startedAt,
    });
    expect(tenant.events.at(-1)).toMatchObject({
      action: "thread.start",
      resource: body.threadId,
      outcome: "ok",
    });
    const read = await asks(joe, tenant, {
      method: "GET",
      behind: "/messages",
      params: { threadId: body.threadId },
    });
    expect(read.body.messages).toEqual([
      expect.objectContaining({ text: "I wake at four.", messageId: body.messageId }),
    ]);
  });

  it("is told again, and not begun again, when the request is repeated", async () => {
    const first = await start(maria, {}, { key: "thread-0001" });
    const again = await start(maria, {}, { key: "thread-0001" });
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect((await list(maria)).body.threads).toHaveLength(2);
  });

  it("has no words in clear", async () => {
    await start(maria, { title: "Sleepless", poll: { options: ["Often", "Seldom"] } });
    const stored = JSON.stringify(
      [...tenant.table.items.values()].map((item) =>
        Object.entries(item).filter(([, value]) => !(value instanceof Uint8Array)),
      ),
    );
    expect(stored).not.toMatch(/Sleepless|Often|maria-alias/);
  });

  it("takes its poll along, on which members can vote", async () => {
    const { body } = await start(maria, { poll: { options: ["Often", "Seldom"] } });
    const vote = (option: number) =>
      asks(joe, tenant, {
        method: "POST",
        behind: "/vote",
        params: { threadId: body.threadId },
        body: { option },
      });
    expect((await vote(1)).body).toEqual({ option: 1 });
    expect((await vote(2)).problem).toEqual([400, "invalid-request"]);
  });

  it.each([
    ["without a title", { title: "" }, "#/title"],
    ["with a title of two lines", { title: "one\ntwo" }, "#/title"],
    ["without a text", { text: " " }, "#/text"],
    ["with one answer to choose", { poll: { options: ["Yes"] } }, "#/poll/options"],
    [
      "with a poll that has ended",
      { poll: { options: ["Yes", "No"], closesAt: "2020-01-01T00:00:00Z" } },
      "#/poll/closesAt",
    ],
    ["with what is unknown", { pinned: true }, "#"],
  ])("is refused %s, and nothing is made", async (_, body, pointer) => {
    const before = tenant.table.items.size;
    const refused = await start(maria, body);
    expect(refused.problem).toEqual([400, "invalid-request"]);
    expect(refused.body.errors[0].pointer).toContain(pointer);
    expect(tenant.table.items.size).toBe(before);
  });

  it("is not begun in a program that is closed, nor by whoever has left the space meanwhile", async () => {
    const platform = {
      ...tenant.platform,
      commit: async (...asked: Parameters<typeof tenant.platform.commit>) => {
        tenant.change(membershipKey(maria.id, tenant.heart.programId), { spaces: [] });
        return tenant.platform.commit(...asked);
      },
    };
    const left = await asks(
      maria,
      { ...tenant, platform },
      { method: "POST", behind: threads, body: { title: "x", text: "y" } },
    );
    expect(left.problem).toEqual([404, "not-found"]);
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect([(await start(joe)).problem, (await list(joe)).problem]).toEqual([
      [404, "not-found"],
      [404, "not-found"],
    ]);
  });
});

describe("the threads of a space", () => {
  it("come newest first, the one that the space began with last", async () => {
    for (const title of ["1", "2", "3"]) await start(maria, { title });
    expect(titles(await list(joe))).toEqual(["3", "2", "1", "Welcome"]);
    const spanish = await list(joe, { headers: { "Accept-Language": "es" } });
    expect(titles(spanish).at(-1)).toBe("Bienvenida");
    expect(spanish.body.threads.at(-1)).toMatchObject({ author: null, startedAt: null, lastMessageAt: null });
  });

  it("stand behind the words for an emergency, and where a thread is begun", async () => {
    const { body } = await list(joe);
    expect(Object.keys(body)).toEqual(["emergency", "compose", "pinned", "threads", "nextCursor"]);
    expect(body).toMatchObject({
      emergency: { text: "words", phone: "911", replyPromise: "words" },
      compose: "threads",
    });
  });

  it("name whoever began them in the event of whoever lists them", async () => {
    await start(maria);
    await list(joe);
    expect(tenant.events.at(-1)).toMatchObject({
      action: "thread.list",
      actor: joe.id,
      subjects: [maria.id],
      resource: tenant.heart.spaceId,
    });
  });

  it("are listed in pages to the end, also behind one that is not shown; a cursor is for one person and one size", async () => {
    const made = [];
    for (const title of ["1", "2", "3"]) made.push((await start(maria, { title })).body);
    await undo(maria, made[1].threadId, made[1].messageId);
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(joe, {
        query: { limit: "1", ...(cursor ? { cursor } : {}) },
      });
      pages.push(titles(page));
      cursor = page.body.nextCursor;
      expect(page.headers.Link).toBe(cursor ? `<?limit=1&cursor=${cursor}>; rel="next"` : undefined);
    } while (cursor);
    expect(pages).toEqual([["3"], [], ["1"], ["Welcome"]]);
    const { nextCursor } = (await list(joe, { query: { limit: "1" } })).body;
    expect((await list(maria, { query: { limit: "1", cursor: nextCursor } })).problem).toEqual([
      400,
      "invalid-cursor",
    ]);
    expect((await list(joe, { query: { limit: "2", cursor: nextCursor } })).problem).toEqual([
      400,
      "invalid-cursor",
    ]);
  });

  it("are read in three calls beside the caller's", async () => {
    await start(maria);
    await list(joe);
    const before = tenant.table.calls();
    await list(joe);
    // The sign-in, the caller, the rows, the marks, what is pinned.
    expect(tenant.table.calls() - before).toBe(5);
  });

  it("show no words of an erased member, and of what was moved", async () => {
    const [one, two] = [(await start(maria)).body.threadId, (await start(maria)).body.threadId];
    const moved = tenant.table.items.get(`${inHeart(two).pk} ${inHeart(two).sk}`)?.title;
    tenant.change(inHeart(two), { title: erasedValue });
    tenant.change(inHeart(one), { title: moved ?? "" });
    for (const thread of (await list(joe)).body.threads.slice(0, 2))
      expect(thread).toMatchObject({ title: null, author: { alias: null, own: false } });
  });

  it("are those of the program alone, whoever asks", async () => {
    const ruth = await tenant.join("ruth", "nurse", tenant.heart);
    const foreign = { params: { spaceId: tenant.lung.spaceId } };
    for (const person of [ruth, maria]) {
      expect((await list(person, foreign)).problem).toEqual([404, "not-found"]);
      expect((await start(person, {}, foreign)).problem).toEqual([404, "not-found"]);
    }
    expect((await list(ruth)).statusCode).toBe(200);
  });
});

describe("a list that the reader already holds", () => {
  const since = (tag: string | undefined, more: Record<string, string> = {}) =>
    list(joe, { headers: { "If-None-Match": tag ?? "", ...more } });
  const tag = async () => (await list(joe)).headers.ETag;

  it("is not sent again, and names and opens nobody", async () => {
    await start(maria);
    const known = await tag();
    expect(await since(known)).toMatchObject({ statusCode: 304, body: undefined, headers: { ETag: known } });
    expect(tenant.events.at(-1)).toMatchObject({ outcome: "ok", subjects: [] });
  });
  it.each([
    ["a new thread", () => start(maria)],
    [
      "a message that was counted",
      async () => {
        await posted(maria, tenant);
        await countEverything(tenant.table);
      },
    ],
    [
      "another day",
      async () => {
        tenant.clock.now += 24 * 60 * 60 * 1_000;
      },
    ],
    [
      "reading",
      async () => {
        const upTo = await posted(maria, tenant);
        await asks(joe, tenant, { method: "POST", behind: "/read", body: { upTo } });
      },
    ],
  ])("is sent again after %s", async (_, change) => {
    const known = await tag();
    await change();
    expect((await since(known)).statusCode).toBe(200);
  });
  it("is sent again in another language", async () => {
    expect((await since(await tag(), { "Accept-Language": "es" })).statusCode).toBe(200);
  });
});

describe("the head of a thread", () => {
  it("says what it is about, where to write, and what is new", async () => {
    const { threadId: thread, ...begun } = (await start(maria)).body;
    await countEverything(tenant.table);
    const { body, headers } = await header(joe, thread);
    expect(Object.keys(body).slice(0, 2)).toEqual(["emergency", "compose"]);
    expect(body).toMatchObject({
      compose: `${thread}/messages`,
      title: begun.title,
      author: { alias: "maria-alias", own: false },
      unread: { count: 1, more: false },
      lastMessageAt: begun.startedAt,
    });
    expect(tenant.events.at(-1)).toMatchObject({
      action: "thread.read",
      subjects: [maria.id],
      resource: thread,
    });
    expect((await header(joe, thread, { headers: { "If-None-Match": headers.ETag ?? "" } })).statusCode).toBe(
      304,
    );
    expect(tenant.events.at(-1)).toMatchObject({ subjects: [] });
  });

  it("has nowhere to write when the thread is closed, which is a new version; its messages neither", async () => {
    const { threadId: thread } = (await start(maria)).body;
    const { ETag } = (await header(joe, thread)).headers;
    tenant.change(threadKey(threadId.parse(thread)), { state: "closed" });
    expect((await header(joe, thread, { headers: { "If-None-Match": ETag ?? "" } })).body.compose).toBeNull();
    const messages = await asks(joe, tenant, {
      method: "GET",
      behind: "/messages",
      params: { threadId: thread },
    });
    expect(Object.keys(messages.body).slice(0, 2)).toEqual(["emergency", "compose"]);
    expect(messages.body.compose).toBeNull();
  });

  it("is not found where there is no such thread, or in another space", async () => {
    for (const thread of [newId(threadId), tenant.lung.threadId])
      expect((await header(joe, thread)).problem).toEqual([404, "not-found"]);
  });
});

describe("a thread whose first message was taken back", () => {
  it("is gone, with its title", async () => {
    const { threadId: thread, messageId: first } = (await start(maria, { title: "Oh no" })).body;
    expect((await undo(maria, thread, first)).statusCode).toBe(204);
    expect(titles(await list(maria))).toEqual(["Welcome"]);
    expect((await header(maria, thread)).problem).toEqual([404, "not-found"]);
    expect(JSON.stringify([...tenant.table.items.values()].map(({ title }) => String(title)))).not.toContain(
      "Oh no",
    );
  });

  it("stays for what others answered, without a title and closed to more", async () => {
    const { threadId: thread, messageId: first } = (await start(maria)).body;
    const answer = (text: string) =>
      asks(joe, tenant, {
        method: "POST",
        behind: "/messages",
        params: { threadId: thread },
        body: { text },
      });
    await answer("Me too.");
    await undo(maria, thread, first);
    await countEverything(tenant.table);
    expect((await list(maria)).body.threads[0]).toMatchObject({
      threadId: thread,
      title: null,
      author: { alias: "maria-alias" },
      state: "withdrawn",
      unread: { count: 1, more: false },
    });
    expect((await header(joe, thread)).body).toMatchObject({ compose: null, state: "withdrawn" });
    expect((await answer("Hello?")).problem).toEqual([403, "not-allowed"]);
  });

  it("is not gone when another message was taken back", async () => {
    const { threadId: thread } = (await start(maria)).body;
    const { body } = await asks(maria, tenant, {
      method: "POST",
      behind: "/messages",
      params: { threadId: thread },
      body: { text: "Or five." },
    });
    await undo(maria, thread, body.messageId);
    expect((await header(joe, thread)).body).toMatchObject({ state: "open", title: "How do you sleep?" });
  });
});
