import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newcomer } from "../kit/people.ts";
import { storedBytes } from "../kit/stored.ts";
import { dayFromToday } from "../kit/trail.ts";
import { clientOf, messagesPath, once, place } from "../tenant.ts";

const today = dayFromToday(0);

describe("The first journey", () => {
  const text = `I weighed myself this morning. ${randomUUID()}`;
  const at = place("heart-failure", "daily-life");

  it("lets Maria post, Ana read, and the officer see that Ana read", async () => {
    const posted = await clientOf("maria").POST(messagesPath, {
      params: { path: at, header: once() },
      body: { text },
    });
    expect(posted.response.status).toBe(201);
    const maria = (await clientOf("maria").GET("/v1/me")).data?.memberId;
    const ana = (await clientOf("ana").GET("/v1/me")).data?.memberId;

    const read = await clientOf("ana").GET(messagesPath, { params: { path: at, query: {} } });
    expect(read.data?.messages[0]).toMatchObject({
      text,
      state: "open",
      author: { alias: "Maria", own: false },
    });

    const seen = await clientOf("olivia").GET("/v1/audit/events", {
      params: { query: { from: today, to: today, action: "message.read", subject: maria, actor: ana } },
    });
    expect(seen.data?.events[0]).toMatchObject({
      outcome: "ok",
      actor: ana,
      role: "patient",
      resource: at.threadId,
    });
    expect(seen.data?.events[0]?.subjects).toContain(maria);
  });

  it("answers Joe of another program, an administrator and an officer as if the thread did not exist", async () => {
    const unknown = { ...at, threadId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    for (const username of ["joe", "adam", "olivia"]) {
      const client = clientOf(username);
      const foreign = await client.GET(messagesPath, { params: { path: at, query: {} } });
      const absent = await client.GET(messagesPath, { params: { path: unknown, query: {} } });
      expect(foreign.response.status).toBe(404);
      expect({ ...foreign.error, requestId: "" }).toEqual({ ...absent.error, requestId: "" });
    }
  });

  it("leaves the words in no table", async () => {
    expect((await storedBytes()).filter((bytes) => bytes.includes(text))).toEqual([]);
  });

  it("lets a newcomer join with a code and write at once", async () => {
    const { client, place: own } = await newcomer("patient");
    const posted = await client.POST(messagesPath, { params: { path: own, header: once() }, body: { text } });
    expect(posted.data?.author).toMatchObject({ alias: "Newcomer", own: true });
  });
});
