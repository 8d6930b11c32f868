import { beforeEach, describe, expect, it } from "vitest";
import { messageId } from "../../functions/kernel/ids.ts";
import { membershipKey, programKey } from "../../functions/kernel/keys.ts";
import { countEverything } from "../activity/kit.ts";
import { newId } from "../edge/kit/memory-platform.ts";
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

const mark = (person: Person, upTo: string, key?: string) =>
  asks(person, tenant, { method: "POST", behind: "/read", body: { upTo }, ...(key ? { key } : {}) });
const unread = (person: Person, headers: Record<string, string> = {}) =>
  asks(person, tenant, { method: "GET", behind: "/v1/programs/{programId}/unread", headers });
const says = async (text: string, person = maria) => {
  const id = await posted(person, tenant, text);
  await countEverything(tenant.table);
  return id;
};
const marks = () => [...tenant.table.items.values()].filter(({ pk }) => pk.startsWith("READER#"));

describe("reading a thread up to a message", () => {
  it("leaves what came after it as new", async () => {
    const first = await says("one");
    await says("two");
    expect((await mark(joe, first)).body).toEqual({ upTo: first, unread: { count: 1, more: false } });
    expect(tenant.events.at(-1)).toMatchObject({
      action: "thread.mark-read",
      resource: tenant.heart.threadId,
    });
  });

  it("never goes back: an older message changes nothing", async () => {
    const [first, second] = [await says("one"), await says("two")];
    await mark(joe, second);
    const before = marks();
    tenant.clock.now += 1_000;
    expect((await mark(joe, first)).body).toEqual({ upTo: second, unread: { count: 0, more: false } });
    expect((await mark(joe, second)).body.upTo).toBe(second);
    expect(marks()).toEqual(before);
  });

  it("is refused, and tried again, when somebody marks further at the same moment", async () => {
    const [first, second] = [await says("one"), await says("two")];
    const platform = {
      ...tenant.platform,
      commit: async (...asked: Parameters<typeof tenant.platform.commit>) => {
        if (asked[1].length > 0 && marks().length === 0) await mark(joe, second);
        return tenant.platform.commit(...asked);
      },
    };
    const asked = { method: "POST", behind: "/read", body: { upTo: first }, key: "mark-0001" };
    const busy = await asks(joe, { ...tenant, platform }, asked);
    expect(busy.problem).toEqual([409, "in-progress"]);
    expect((await asks(joe, tenant, asked)).body.upTo).toBe(second);
  });

  it("is told as it is now when it is repeated", async () => {
    const first = await says("one");
    await mark(joe, first, "mark-0001");
    const second = await says("two");
    await mark(joe, second);
    expect((await mark(joe, first, "mark-0001")).body).toEqual({
      upTo: second,
      unread: { count: 0, more: false },
    });
  });

  it("asks for a message of the thread", async () => {
    expect((await mark(joe, newId(messageId))).problem).toEqual([404, "not-found"]);
    const elsewhere = { threadId: tenant.lung.threadId, spaceId: tenant.lung.spaceId };
    const upTo = await says("one");
    const foreign = await asks(joe, tenant, {
      method: "POST",
      behind: "/read",
      body: { upTo },
      params: elsewhere,
    });
    expect(foreign.problem).toEqual([404, "not-found"]);
    expect(marks()).toEqual([]);
  });
});

describe("what is new in a program", () => {
  it("is counted by space and thread, without what one wrote, and is nothing to whoever has just joined", async () => {
    await says("one");
    await says("two", joe);
    const { spaceId, threadId } = tenant.heart;
    const ana = await tenant.join("ana", "patient", tenant.heart);
    // Made long after those messages.
    const aliasId = "01ZZZZZZZZ0000000000000000";
    tenant.change(membershipKey(ana.id, tenant.heart.programId), { aliasId });
    const inSpace = (count: number) => ({
      spaces: [{ spaceId, unread: { count, more: false }, threads: count > 0 ? [{ threadId, count }] : [] }],
    });
    expect((await unread(joe)).body).toEqual(inSpace(1));
    expect((await unread(maria)).body).toEqual(inSpace(1));
    expect((await unread(ana)).body).toEqual(inSpace(0));
    expect(tenant.events.at(-1)).toMatchObject({ action: "thread.unread", outcome: "ok", subjects: [] });
  });

  it("is nothing where nobody has written, and none of another program's", async () => {
    await says("one");
    const ruth = await tenant.join("ruth", "nurse", tenant.lung);
    const { programId, spaceId } = tenant.lung;
    const asked = { method: "GET", behind: "/v1/programs/{programId}/unread", params: { programId } };
    expect((await asks(ruth, tenant, asked)).body).toEqual({
      spaces: [{ spaceId, unread: { count: 0, more: false }, threads: [] }],
    });
    expect((await unread(ruth)).problem).toEqual([404, "not-found"]);
  });

  it("is not found in a program that is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect((await unread(joe)).problem).toEqual([404, "not-found"]);
  });

  it("is not sent again while nothing is new and nothing was read", async () => {
    const upTo = await says("one");
    const since = async (tag: string | undefined) => unread(joe, { "If-None-Match": tag ?? "" });
    const first = (await unread(joe)).headers.ETag;
    expect((await since(first)).statusCode).toBe(304);
    await mark(joe, upTo);
    const second = await since(first);
    expect(second.body.spaces[0].unread.count).toBe(0);
    await says("two");
    expect((await since(second.headers.ETag)).body.spaces[0].unread.count).toBe(1);
  });
});
