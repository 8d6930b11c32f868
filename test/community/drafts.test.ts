import { beforeEach, describe, expect, it } from "vitest";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asks, posted } from "./kit.ts";

let tenant: TestTenant;
let maria: Person;
let ana: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  ana = await tenant.join("ana", "patient", tenant.heart);
});

const behind = "/v1/programs/{programId}/spaces/{spaceId}/drafts/{draftFor}";
const about = (draftFor: string = tenant.heart.threadId) => ({ draftFor });
const none = { "If-None-Match": "*" };
const version = (v: number) => ({ "If-Match": `"${v}"` });
const save = (person: Person, text: string, headers: Record<string, string>, draftFor?: string) =>
  asks(person, tenant, { method: "PUT", behind, params: about(draftFor), headers, body: { text } });
const read = (person: Person, headers: Record<string, string> = {}, draftFor?: string) =>
  asks(person, tenant, { method: "GET", behind, params: about(draftFor), headers });
const discard = (person: Person, headers: Record<string, string>) =>
  asks(person, tenant, { method: "DELETE", behind, params: about(), headers });

describe("a draft", () => {
  it("is read by its author as it was kept, and by nobody else", async () => {
    const saved = await save(maria, "Dear all, \n", none);
    expect([saved.statusCode, saved.headers.ETag]).toEqual([201, '"1"']);
    expect((await read(maria)).body).toEqual({
      title: "",
      text: "Dear all, \n",
      savedAt: saved.body.savedAt,
    });
    expect((await read(ana)).problem).toEqual([404, "not-found"]);
  });
  it("may be empty", async () => {
    expect((await save(maria, "", none)).statusCode).toBe(201);
  });
  it("takes the place of the version that it names, and of no other", async () => {
    await save(maria, "one", none);
    expect((await save(maria, "two", version(1))).statusCode).toBe(200);
    expect((await save(maria, "three", version(1))).problem).toEqual([412, "changed-meanwhile"]);
    expect((await save(maria, "three", none)).problem).toEqual([412, "changed-meanwhile"]);
    expect((await read(maria)).body.text).toBe("two");
  });
  it("is not opened for whoever has it already", async () => {
    await save(maria, "one", none);
    const known = await read(maria, { "If-None-Match": '"1"' });
    expect([known.statusCode, known.body]).toEqual([304, undefined]);
  });
  it("for a new thread is kept with the space, apart from those for threads", async () => {
    await save(maria, "for the space", none, tenant.heart.spaceId);
    await save(maria, "for the thread", none);
    expect((await read(maria, {}, tenant.heart.spaceId)).body.text).toBe("for the space");
  });
  it("for a thread of another space or program is not found", async () => {
    expect((await save(maria, "x", none, tenant.lung.threadId)).problem).toEqual([404, "not-found"]);
    expect((await save(maria, "x", none, tenant.lung.spaceId)).problem).toEqual([404, "not-found"]);
  });
  it("is thrown away once, in the version that is named", async () => {
    await save(maria, "one", none);
    expect((await discard(maria, version(2))).problem).toEqual([412, "changed-meanwhile"]);
    expect((await discard(maria, version(1))).statusCode).toBe(204);
    expect((await discard(maria, version(1))).problem).toEqual([404, "not-found"]);
  });
  it("goes with the posting that uses it, and stays otherwise", async () => {
    await save(maria, "one", none);
    await posted(maria, tenant, "something else");
    expect((await read(maria)).statusCode).toBe(200);
    await asks(maria, tenant, {
      method: "POST",
      behind: "/messages",
      body: { text: "one", fromDraft: true },
    });
    expect((await read(maria)).problem).toEqual([404, "not-found"]);
  });
});

describe("an answer to a message", () => {
  it("says which it answers", async () => {
    const first = await posted(ana, tenant);
    const answer = { text: "Same here.", replyTo: first };
    const made = await asks(maria, tenant, { method: "POST", behind: "/messages", body: answer });
    expect(made.body.replyTo).toBe(first);
  });
  it("to a message that is not in the thread is refused", async () => {
    const answer = { text: "Same here.", replyTo: "01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    const made = await asks(maria, tenant, { method: "POST", behind: "/messages", body: answer });
    expect(made.problem).toEqual([404, "not-found"]);
  });
});
