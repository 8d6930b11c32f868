import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { newcomer } from "../kit/people.ts";
import { bytesIn, itemsOf, textOf } from "../kit/tables.ts";
import { eventsOf } from "../kit/trail.ts";
import { once, tenantControl, tokenOf } from "../tenant.ts";

const second = 1_000;
const signOut = (token: string, headers: Readonly<Record<string, string>> = once()) =>
  ask({ method: "POST", path: "/v1/me/sign-out", token, headers });
const self = (token: string) => ask({ method: "GET", path: "/v1/me", token });
const ended = { status: 401, body: { type: "urn:kith:problem:session-ended" } };
const outbox = async () =>
  (await itemsOf("community")).filter((item) => textOf(item, "pk") === "OUTBOX#sign-in");

describe("Signing out everywhere", () => {
  afterEach(() => tenantControl.setClock(0));

  it("ends what was issued before, at once and on every route, and lets in what is issued after", async () => {
    const { token, tokenNow } = await newcomer("patient");
    await tenantControl.setClock(5 * second);
    const [here, elsewhere] = [await tokenNow(), await tokenNow()];
    const done = await signOut(here);
    expect(done).toMatchObject({ status: 204, body: undefined });
    for (const before of [token, here, elsewhere]) {
      const refused = await self(before);
      expect(refused).toMatchObject(ended);
      expect(await eventsOf(refused.requestId, "member.read-self")).toMatchObject([{ outcome: "denied" }]);
    }
    expect(await ask({ method: "GET", path: "/v1/me/settings", token: here })).toMatchObject(ended);
    await tenantControl.setClock(10 * second);
    expect(await self(here)).toMatchObject(ended);
    expect((await self(await tokenNow())).status).toBe(200);
  });

  it("stands in the trail with whose sessions ended", async () => {
    const { token, client } = await newcomer("patient");
    const memberId = (await client.GET("/v1/me")).data?.memberId;
    const { requestId } = await signOut(token);
    expect(await eventsOf(requestId, "member.sign-out")).toMatchObject([
      { outcome: "ok", actor: memberId, subjects: [memberId] },
    ]);
  });

  it("leaves the sign-in one task, which says nothing to who reads the table", async () => {
    const { token } = await newcomer("patient");
    const before = new Set((await outbox()).map((item) => textOf(item, "sk")));
    await signOut(token);
    const left = (await outbox()).filter((item) => !before.has(textOf(item, "sk")));
    expect(left).toHaveLength(1);
    expect(Object.keys(left[0] ?? {}).toSorted()).toEqual(["pk", "sk", "task", "v"]);
    expect(bytesIn(left[0]?.task)?.includes("sign-out")).toBe(false);
  });

  it("is refused to a repeat with the token that it ended, and answered to one of afterwards, which stays good", async () => {
    const { token, tokenNow } = await newcomer("patient");
    const key = { "Idempotency-Key": randomUUID() };
    const first = await signOut(token, key);
    expect(first.status).toBe(204);
    expect(await signOut(token, key)).toMatchObject(ended);
    await tenantControl.setClock(5 * second);
    const later = await tokenNow();
    const again = await signOut(later, key);
    expect(again.status).toBe(204);
    expect(await eventsOf(again.requestId, "member.sign-out")).toMatchObject([
      { action: "replay", replayOf: (await eventsOf(first.requestId, "member.sign-out"))[0]?.eventId },
    ]);
    expect((await self(later)).status).toBe(200);
  });

  it("by thirty-two devices at once is done once; the others learn that they are signed out", async () => {
    const { token } = await newcomer("patient");
    const answers = await Promise.all(Array.from({ length: 32 }, () => signOut(token)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 204)) expect(answer).toMatchObject(ended);
  });

  it("ends nobody else's session", async () => {
    const { token } = await newcomer("patient");
    await signOut(token);
    expect((await self(await tokenOf("ana"))).status).toBe(200);
  });
});
