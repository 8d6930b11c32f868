import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { eventsOf } from "../kit/trail.ts";
import { messagesIn, messagesPath, once } from "../tenant.ts";
import { type OwnMember, ownProgram } from "./own-program.ts";

describe("What a client knows already", () => {
  let reader: OwnMember;
  let thread: string;
  let post: () => Promise<unknown>;

  beforeAll(async () => {
    const { at, people } = await ownProgram(["patient"]);
    [reader] = people as [OwnMember];
    thread = messagesIn(at);
    post = () =>
      reader.client.POST(messagesPath, {
        params: { path: at, header: once() },
        body: { text: `New ${randomUUID()}` },
      });
    await post();
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask({ method: "GET", path, token: reader.token, headers });

  it.each(["thread", "self"])("is not sent again, opens nothing and names nobody: %s", async (what) => {
    const [path, action] =
      what === "self" ? ["/v1/me", "member.read-self" as const] : [thread, "message.read" as const];
    const full = await get(path);
    const etag = full.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[^"]+"$/);
    const known = await get(path, { "if-none-match": etag });
    expect(known).toMatchObject({ status: 304, body: undefined });
    expect(known.headers.get("etag")).toBe(etag);
    expect(known.headers.get("cache-control")).toBe("no-store");
    expect(await eventsOf(known.requestId, action)).toMatchObject([{ action, outcome: "ok", subjects: [] }]);
  });

  it("is told by a weak validator too", async () => {
    const etag = (await get(thread)).headers.get("etag") ?? "";
    expect((await get(thread, { "if-none-match": `W/${etag}` })).status).toBe(304);
  });

  it("is sent again when there is more, in another language, and for another version", async () => {
    const { headers } = await get(thread);
    const etag = headers.get("etag") ?? "";
    expect((await get(thread, { "if-none-match": etag, "accept-language": "es" })).status).toBe(200);
    expect((await get(thread, { "if-none-match": '"something else"' })).status).toBe(200);
    expect((await get(`${thread}?limit=1`, { "if-none-match": etag })).status).toBe(304);
    await post();
    const changed = await get(thread, { "if-none-match": etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).not.toBe(etag);
  });
});
