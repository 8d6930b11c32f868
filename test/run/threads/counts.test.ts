import { beforeAll, describe, expect, it } from "vitest";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { once, tenantControl } from "../tenant.ts";
import { markRead, type Place, post, threadsOf, unreadOf } from "./kit.ts";

let at: Place;
let maria: OwnMember;
let ana: OwnMember;
let ruth: OwnMember;
let joinLater: Awaited<ReturnType<typeof ownProgram>>["joinLater"];
beforeAll(async () => {
  const program = await ownProgram(["patient", "patient", "nurse"]);
  ({ at, joinLater } = program);
  [maria, ana, ruth] = program.people as [OwnMember, OwnMember, OwnMember];
});

/** What is new to somebody in the first space of the program. */
const newTo = async (person: OwnMember) =>
  (await unreadOf(person, at)).find(({ spaceId }) => spaceId === at.spaceId);

describe("What is new", () => {
  it("is right after a post, for members and for the care team, and nothing to the author", async () => {
    await post(maria, at);
    await post(maria, at);
    const two = { unread: { count: 2, more: false }, threads: [{ threadId: at.threadId, count: 2 }] };
    expect(await newTo(ana)).toMatchObject(two);
    expect(await newTo(ruth)).toMatchObject(two);
    expect(await newTo(maria)).toMatchObject({ unread: { count: 0, more: false }, threads: [] });
  });

  it("is nothing after reading, and begins anew with the next message", async () => {
    const last = await post(maria, at);
    await tenantControl.counted();
    expect((await markRead(ana, at, last)).data).toEqual({ upTo: last, unread: { count: 0, more: false } });
    expect(await newTo(ana)).toMatchObject({ unread: { count: 0, more: false } });
    await post(maria, at);
    expect(await newTo(ana)).toMatchObject({ unread: { count: 1, more: false } });
  });

  it("shows in the list of threads, where a new thread stands first", async () => {
    const { programId, spaceId } = at;
    const begun = await maria.client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads", {
      params: { path: { programId, spaceId }, header: once() },
      body: { title: "How do you sleep?", text: "I wake at four." },
    });
    const [first, welcome] = await threadsOf(ana, at);
    expect(first).toMatchObject({
      threadId: begun.data?.threadId,
      title: "How do you sleep?",
      author: { alias: "Newcomer", own: false },
      unread: { count: 1, more: false },
    });
    expect(welcome).toMatchObject({ threadId: at.threadId, title: "Welcome", author: null });
    const [mine] = await threadsOf(maria, at);
    expect(mine).toMatchObject({ author: { own: true }, unread: { count: 0 } });
  });

  it("is nothing to whoever joins afterwards, however much stands there", async () => {
    await post(maria, at);
    const joe = await joinLater("patient");
    expect(await newTo(joe)).toMatchObject({ unread: { count: 0, more: false } });
    await post(maria, at);
    expect(await newTo(joe)).toMatchObject({ unread: { count: 1, more: false } });
  });

  it("is less when a message is taken back", async () => {
    const before = (await newTo(ana))?.unread.count ?? 0;
    const messageId = await post(maria, at);
    expect(await newTo(ana)).toMatchObject({ unread: { count: before + 1 } });
    await maria.client.POST(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages/{messageId}/undo",
      { params: { path: { ...at, messageId }, header: once() } },
    );
    expect(await newTo(ana)).toMatchObject({ unread: { count: before } });
  });
});

describe("Support and votes", () => {
  it("are counted", async () => {
    const { programId, spaceId } = at;
    const begun = await maria.client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads", {
      params: { path: { programId, spaceId }, header: once() },
      body: { title: "Walks", text: "Who walks?", poll: { options: ["I do", "Not yet"] } },
    });
    const { threadId = "", messageId = "" } = begun.data ?? {};
    const path = { ...at, threadId };
    await ana.client.POST(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages/{messageId}/reaction",
      { params: { path: { ...path, messageId }, header: once() }, body: { kind: "well-done" } },
    );
    for (const [person, option] of [
      [ana, 1],
      [maria, 1],
    ] as const)
      await person.client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/vote", {
        params: { path, header: once() },
        body: { option },
      });
    await tenantControl.counted();
    const read = await maria.client.GET(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
      {
        params: { path, query: {} },
      },
    );
    expect(read.data?.messages[0]?.reactions).toEqual([{ kind: "well-done", count: 1, own: false }]);
  });
});
