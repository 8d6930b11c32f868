import { beforeEach, describe, expect, it } from "vitest";
import { mostVersions } from "../../functions/community/message.ts";
import { minute, second } from "../../functions/kernel/clock.ts";
import { membershipKey } from "../../functions/kernel/keys.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asks, posted } from "./kit.ts";

let tenant: TestTenant;
let maria: Person;
let ana: Person;
let message: string;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  ana = await tenant.join("ana", "patient", tenant.heart);
  message = await posted(maria, tenant, "I gained 2 kg.");
});

const one = "/messages/{messageId}";
const at = () => ({ messageId: message });
const edit = (person: Person, text: string, version = "1") =>
  asks(person, tenant, {
    method: "PATCH",
    behind: one,
    params: at(),
    headers: { "If-Match": `"${version}"` },
    body: { text },
  });
const remove = (person: Person, version = "1") =>
  asks(person, tenant, {
    method: "DELETE",
    behind: one,
    params: at(),
    headers: { "If-Match": `"${version}"` },
  });
const undo = (person: Person, key?: string) =>
  asks(person, tenant, { method: "POST", behind: `${one}/undo`, params: at(), ...(key ? { key } : {}) });
const shownTo = async (person: Person) =>
  (await asks(person, tenant, { method: "GET", behind: "/messages" })).body.messages;
const items = (prefix: string) => [...tenant.table.items.values()].filter(({ sk }) => sk.startsWith(prefix));

describe("editing", () => {
  it("changes the text for everybody, says when, and keeps what stood there", async () => {
    tenant.clock.now += minute;
    const edited = await edit(maria, "I gained 1 kg.");
    expect(edited.statusCode).toBe(200);
    expect(edited.headers.ETag).toBe('"2"');
    const [seen] = await shownTo(ana);
    expect(seen).toMatchObject({ text: "I gained 1 kg.", version: "2", editedAt: edited.body.editedAt });
    expect(items("HISTORY#")).toHaveLength(1);
    expect(tenant.events.at(-2)).toMatchObject({
      action: "message.edit",
      resource: message,
      subjects: [maria.id],
    });
  });
  it("goes on until 15 minutes have passed, and not a moment longer", async () => {
    tenant.clock.now += 15 * minute - 1;
    expect((await edit(maria, "in time")).statusCode).toBe(200);
    tenant.clock.now += 1;
    expect((await edit(maria, "too late", "2")).problem).toEqual([409, "too-late"]);
  });
  it("is refused to everybody else", async () => {
    expect((await edit(ana, "not mine")).problem).toEqual([403, "not-allowed"]);
  });
  it("of a version that is gone changes nothing", async () => {
    await edit(maria, "second");
    expect((await edit(maria, "third")).problem).toEqual([412, "changed-meanwhile"]);
    expect((await shownTo(ana))[0].text).toBe("second");
  });
  it("that does not say which version it changes is refused", async () => {
    const asked = { method: "PATCH", behind: one, params: at(), body: { text: "x" } };
    expect((await asks(maria, tenant, asked)).problem).toEqual([428, "precondition-required"]);
  });
  it("ends after 20 versions", async () => {
    for (let version = 1; version < mostVersions; version++)
      expect((await edit(maria, `version ${version}`, String(version))).statusCode).toBe(200);
    expect((await edit(maria, "one more", String(mostVersions))).problem).toEqual([409, "limit-reached"]);
  });
  it("is refused once the author has left the program", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "left" });
    expect((await edit(maria, "gone")).problem).toEqual([404, "not-found"]);
  });
});

describe("taking back", () => {
  it("leaves nothing, within 30 seconds, of the message and of what was edited in it", async () => {
    await edit(maria, "second");
    tenant.clock.now += 30 * second - 1;
    expect((await undo(maria)).statusCode).toBe(204);
    expect(await shownTo(ana)).toEqual([]);
    expect([...items("MSG#"), ...items("HISTORY#")]).toEqual([]);
  });
  it("is too late after 30 seconds", async () => {
    tenant.clock.now += 30 * second;
    expect((await undo(maria)).problem).toEqual([409, "too-late"]);
    expect(await shownTo(ana)).toHaveLength(1);
  });
  it("is refused to everybody else", async () => {
    expect((await undo(ana)).problem).toEqual([403, "not-allowed"]);
  });
  it("can be repeated: it stays taken back, and the repeat is an event of its own", async () => {
    expect((await undo(maria, "undo-0001")).statusCode).toBe(204);
    expect((await undo(maria, "undo-0001")).statusCode).toBe(204);
    expect(tenant.events.slice(-2).map(({ action }) => action)).toEqual(["message.undo", "replay"]);
  });
});

describe("deleting", () => {
  it("at any time leaves a tombstone without a word", async () => {
    await edit(maria, "second");
    tenant.clock.now += 400 * 24 * 60 * minute;
    expect((await remove(maria, "2")).statusCode).toBe(204);
    const [seen] = await shownTo(ana);
    expect(seen).toMatchObject({ state: "deleted", text: null, author: { alias: "maria-alias" } });
    expect(items("HISTORY#")).toEqual([]);
    expect(JSON.stringify(items("MSG#"))).not.toMatch(/second|gained/);
  });
  it("is refused to everybody else", async () => {
    expect((await remove(ana)).problem).toEqual([403, "not-allowed"]);
  });
  it("is done once: what is deleted is not found", async () => {
    await remove(maria);
    expect((await remove(maria, "2")).problem).toEqual([404, "not-found"]);
    expect((await edit(maria, "back", "2")).problem).toEqual([404, "not-found"]);
    expect((await undo(maria)).problem).toEqual([404, "not-found"]);
  });
  it("of a version that is gone deletes nothing", async () => {
    await edit(maria, "second");
    expect((await remove(maria)).problem).toEqual([412, "changed-meanwhile"]);
  });
});
