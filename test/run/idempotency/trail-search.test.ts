import { describe, expect, it } from "vitest";
import { dayFromToday, eventsOf } from "../kit/trail.ts";
import { clientOf, messagesPath, once, place } from "../tenant.ts";

const olivia = () => clientOf("olivia");
const today = dayFromToday(0);
const search = (query: Record<string, string>) =>
  olivia().GET("/v1/audit/events", { params: { query: { from: today, to: today, ...query } as never } });

describe("The officer's search", () => {
  it.each([
    [dayFromToday(-31), today],
    [today, dayFromToday(-1)],
    ["2026-02-30", "2026-03-01"],
    ["2026-13-01", "2026-13-02"],
    ["yesterday", today],
    ["2026-1-1", "2026-01-02"],
  ])("takes no range from %s to %s", async (from, to) => {
    const { response, error } = await search({ from, to });
    expect(response.status).toBe(400);
    expect(error?.type).toBe("urn:kith:problem:invalid-request");
  });

  it("takes 31 days", async () => {
    expect((await search({ from: dayFromToday(-30), limit: "1" })).response.status).toBe(200);
  });

  it("goes backwards in time, page by page, and meets every event once", async () => {
    const at = place("heart-failure", "daily-life");
    for (let count = 0; count < 7; count++)
      await clientOf("ana").GET(messagesPath, { params: { path: at, query: {} } });
    const ana = (await clientOf("ana").GET("/v1/me")).data?.memberId ?? "";
    const terms = { actor: ana, action: "message.read", limit: "3" };
    const first = await search(terms);
    const next = await search({ ...terms, cursor: first.data?.nextCursor ?? "" });
    const ids = [...(first.data?.events ?? []), ...(next.data?.events ?? [])].map(({ eventId }) => eventId);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it("finds by action, outcome, actor, subject and resource, and says how many events it opened", async () => {
    const at = place("heart-failure", "daily-life");
    const posted = await clientOf("maria").POST(messagesPath, {
      params: { path: at, header: once() },
      body: { text: "Please find me." },
    });
    const maria = (await clientOf("maria").GET("/v1/me")).data?.memberId ?? "";
    const messageId = posted.data?.messageId ?? "";
    const wanted = {
      action: "message.post",
      outcome: "ok",
      actor: maria,
      subject: maria,
      resource: messageId,
    };
    const found = await search(wanted);
    expect(found.data?.events).toMatchObject([
      { ...{ action: "message.post", outcome: "ok", actor: maria }, resource: messageId },
    ]);
    expect(found.data?.examined).toBeGreaterThan(1);
    expect(found.data?.damaged).toBe(0);
    for (const other of [
      { action: "message.read" },
      { outcome: "denied" },
      { actor: messageId },
      { subject: messageId },
    ])
      expect((await search({ ...wanted, ...other })).data?.events).toEqual([]);
  });

  it("is in the trail itself, with everybody whom it named", async () => {
    const maria = (await clientOf("maria").GET("/v1/me")).data?.memberId ?? "";
    const searched = await search({ actor: maria, limit: "5" });
    const requestId = searched.response.headers.get("x-amzn-requestid") ?? "";
    const [event] = await eventsOf(requestId, "audit.read-events");
    expect(event).toMatchObject({ action: "audit.read-events", outcome: "ok", role: "officer" });
    expect(event?.subjects).toContain(maria);
  });

  it.each(["maria", "lee", "grace", "adam"])("is not for %s", async (username) => {
    const { response } = await clientOf(username).GET("/v1/audit/events", {
      params: { query: { from: today, to: today } },
    });
    expect(response.status).toBeGreaterThanOrEqual(401);
    expect(response.status).toBeLessThanOrEqual(403);
  });
});
