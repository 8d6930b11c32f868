import { beforeEach, describe, expect, it } from "vitest";
import { membershipKey } from "../../functions/kernel/keys.ts";
import { membershipOf } from "../../functions/members/membership-store.ts";
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
  message = await posted(maria, tenant);
});
const react = (person: Person, kind: unknown, more: { messageId?: string; key?: string } = {}) =>
  asks(person, tenant, {
    method: "POST",
    behind: "/messages/{messageId}/reaction",
    params: { messageId: more.messageId ?? message },
    body: { kind },
    ...(more.key ? { key: more.key } : {}),
  });
const kept = () => [...tenant.table.items.values()].filter(({ sk }) => sk.startsWith("REACTION#"));
const aliasOf = (person: Person) => {
  const { pk, sk } = membershipKey(person.id, tenant.heart.programId);
  const item = tenant.table.items.get(`${pk} ${sk}`);
  return item && membershipOf(item).aliasId;
};

describe("a reaction", () => {
  it("is one for each member and message, the last that they chose", async () => {
    await react(ana, "hug");
    expect((await react(ana, "with-you")).body).toEqual({ messageId: message, kind: "with-you" });
    expect(kept()).toEqual([expect.objectContaining({ kind: "with-you", by: ana.id })]);
  });
  it("can be taken back, also when there is none", async () => {
    await react(ana, "hug");
    expect((await react(ana, null)).statusCode).toBe(200);
    expect((await react(ana, null)).statusCode).toBe(200);
    expect(kept()).toEqual([]);
  });
  it("is counted by kind, and one's own is told apart", async () => {
    const item = [...tenant.table.items.values()].find(({ sk }) => sk === `MSG#${message}`);
    if (!item) throw new Error("The message was posted.");
    tenant.change(item, {
      reactions: [`hug.${aliasOf(ana)}`, `hug.${aliasOf(maria)}`, `me-too.${aliasOf(maria)}`],
    });
    const { body } = await asks(ana, tenant, { method: "GET", behind: "/messages" });
    expect(body.messages[0].reactions).toEqual([
      { kind: "me-too", count: 1, own: false },
      { kind: "hug", count: 2, own: true },
    ]);
  });
  it("of a kind that there is not is refused", async () => {
    expect((await react(ana, "thumbs-down")).problem).toEqual([400, "invalid-request"]);
  });
  it("to one's own message is refused", async () => {
    expect((await react(maria, "hug")).problem).toEqual([403, "not-allowed"]);
  });
  it("to what is not there is not found", async () => {
    expect((await react(ana, "hug", { messageId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" })).problem).toEqual([
      404,
      "not-found",
    ]);
  });
  it("that is repeated is told as it is now", async () => {
    await react(ana, "hug", { key: "react-0001" });
    await react(ana, "me-too");
    expect((await react(ana, "hug", { key: "react-0001" })).body).toEqual({
      messageId: message,
      kind: "me-too",
    });
  });
});
