import { beforeEach, describe, expect, it } from "vitest";
import { threadKey } from "../../functions/kernel/keys.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asks, posted } from "./kit.ts";

let tenant: TestTenant;
let maria: Person;
let ana: Person;
let ruth: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  ana = await tenant.join("ana", "patient", tenant.heart);
  ruth = await tenant.join("ruth", "nurse", tenant.heart);
});

const space = "/v1/programs/{programId}/spaces/{spaceId}";
const list = (person: Person, headers = {}) =>
  asks(person, tenant, { method: "GET", behind: `${space}/threads`, headers });
const pin = (messageId: string) =>
  asks(ruth, tenant, {
    method: "POST",
    behind: `${space}/pin`,
    body: { threadId: tenant.heart.threadId, messageId },
  });

describe("the list of threads", () => {
  it("says what to do in an emergency before it says where to write", async () => {
    const { body } = await list(maria);
    const names = Object.keys(body);
    expect(names.indexOf("emergency")).toBe(0);
    expect(names.indexOf("emergency")).toBeLessThan(names.indexOf("compose"));
  });
  it("has what the care team pinned at its top, and nothing in its place when its author deletes it", async () => {
    expect((await list(maria)).body.pinned).toBeNull();
    const message = await posted(ruth, tenant, "The clinic is closed on Monday.");
    await pin(message);
    const { pinned } = (await list(maria)).body;
    expect(pinned).toMatchObject({ threadId: tenant.heart.threadId, message: { messageId: message } });
    expect(pinned.message.text).toBe("The clinic is closed on Monday.");
    await asks(ruth, tenant, {
      method: "DELETE",
      behind: "/messages/{messageId}",
      params: { messageId: message },
      headers: { "If-Match": '"1"' },
    });
    expect((await list(maria)).body.pinned).toBeNull();
  });
  it("is new when something is pinned, and not otherwise", async () => {
    const message = await posted(ruth, tenant, "Hello.");
    const known = (await list(maria)).headers.ETag ?? "";
    expect((await list(maria, { "If-None-Match": known })).statusCode).toBe(304);
    await pin(message);
    expect((await list(maria, { "If-None-Match": known })).statusCode).toBe(200);
  });
});

describe("a thread with a question", () => {
  let threadId: string;
  const thread = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}";
  beforeEach(async () => {
    const body = { title: "Walking", text: "When?", poll: { options: ["Morning", "Evening"] } };
    threadId = (await asks(maria, tenant, { method: "POST", behind: `${space}/threads`, body })).body
      .threadId;
  });
  const read = (person: Person, headers = {}) =>
    asks(person, tenant, { method: "GET", behind: thread, params: { threadId }, headers });
  const vote = (person: Person, option: unknown) =>
    asks(person, tenant, {
      method: "POST",
      behind: `${thread}/vote`,
      params: { threadId },
      body: { option },
    });

  it("shows its answers, one's own vote at once, and the votes as far as they are counted", async () => {
    await vote(ana, 1);
    const key = threadKey(threadId as never);
    tenant.change(key, { tally: ["0", "1"] });
    expect((await read(ana)).body.poll).toEqual({
      options: [
        { text: "Morning", votes: 0 },
        { text: "Evening", votes: 1 },
      ],
      own: 1,
      closesAt: null,
    });
    expect((await read(maria)).body.poll.own).toBeNull();
  });
  it("is new to whoever has voted", async () => {
    const known = (await read(ana)).headers.ETag ?? "";
    expect((await read(ana, { "If-None-Match": known })).statusCode).toBe(304);
    await vote(ana, 0);
    expect((await read(ana, { "If-None-Match": known })).statusCode).toBe(200);
  });
  it("lets a vote be changed and taken back", async () => {
    expect((await vote(ana, 0)).body).toEqual({ option: 0 });
    expect((await vote(ana, 1)).body).toEqual({ option: 1 });
    expect((await vote(ana, null)).body).toEqual({ option: null });
    expect((await read(ana)).body.poll.own).toBeNull();
  });
  it("refuses an answer that it does not have, and names the field", async () => {
    const refused = await vote(ana, 2);
    expect(refused.problem).toEqual([400, "invalid-request"]);
    expect(refused.body.errors).toEqual([{ pointer: "#/option", code: "not-one-of" }]);
  });
  it("is asked by members alone: the care team does not vote", async () => {
    expect((await vote(ruth, 0)).problem).toEqual([404, "not-found"]);
  });
  it("has no question without one", async () => {
    const plain = await asks(maria, tenant, {
      method: "GET",
      behind: thread,
      params: { threadId: tenant.heart.threadId },
    });
    expect(plain.body.poll).toBeNull();
  });
});
