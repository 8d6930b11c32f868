import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { eventsOf } from "../kit/trail.ts";
import { messagesIn, messagesPath, once, tenantControl } from "../tenant.ts";
import { type OwnMember, ownProgram } from "./own-program.ts";

const hourMs = 60 * 60 * 1_000;
const size = 45;
type Program = Awaited<ReturnType<typeof ownProgram>>;
interface Page {
  readonly messages: readonly { readonly text: string }[];
  readonly nextCursor: string | null;
}

describe("A cursor", () => {
  let program: Program;
  let reader: OwnMember;
  let other: OwnMember;
  const texts = Array.from({ length: size }, (_, index) => `Message ${index} ${randomUUID()}`);

  const get = (query: string, { token }: OwnMember = reader, at = program.at) =>
    ask({ method: "GET", path: `${messagesIn(at)}${query}`, token });
  const pageOf = ({ body }: { body: unknown }) => body as Page;
  const firstCursor = async (): Promise<string> =>
    pageOf(await get("?limit=20")).nextCursor ?? "there was no cursor";

  beforeAll(async () => {
    program = await ownProgram(["patient", "patient"]);
    [reader, other] = program.people as [OwnMember, OwnMember];
    for (const text of texts)
      await reader.client.POST(messagesPath, {
        params: { path: program.at, header: once() },
        body: { text },
      });
  });
  afterAll(() => tenantControl.setClock(0));

  it("leads through a whole thread, newest first, every message once, by the Link header too", async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let query: string | undefined = "?limit=20";
    while (query !== undefined) {
      const page = await get(query);
      expect(page.status).toBe(200);
      const { messages, nextCursor } = pageOf(page);
      seen.push(...messages.map(({ text }) => text));
      sizes.push(messages.length);
      expect(await eventsOf(page.requestId, "message.read")).toHaveLength(1);
      const [, linked] = /^<([^>]+)>; rel="next"$/.exec(page.headers.get("link") ?? "") ?? [];
      expect(new URLSearchParams(linked).get("cursor")).toBe(nextCursor);
      query = linked;
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(seen).toEqual(texts.toReversed());
  });

  it("takes nothing but what was given out", async () => {
    const cursor = await firstCursor();
    const middle = Math.floor(cursor.length / 2);
    const flipped = cursor[middle] === "A" ? "B" : "A";
    const tampered = `${cursor.slice(0, middle)}${flipped}${cursor.slice(middle + 1)}`;
    for (const wrong of [tampered, cursor.slice(0, -4), `${cursor}AAAA`, "AAAA", program.at.threadId])
      expect(await get(`?limit=20&cursor=${wrong}`)).toMatchObject({
        status: 400,
        body: { type: "urn:kith:problem:invalid-cursor" },
      });
    expect((await get(`?limit=20&cursor=${cursor}`)).status).toBe(200);
  });

  it("belongs to one reader, one thread and one page size", async () => {
    const cursor = await firstCursor();
    const foreign = [
      await get(`?limit=20&cursor=${cursor}`, other),
      await get(`?limit=21&cursor=${cursor}`),
      await get(`?cursor=${cursor}&limit=5`),
    ];
    for (const refused of foreign)
      expect(refused).toMatchObject({ status: 400, body: { type: "urn:kith:problem:invalid-cursor" } });
    const [nurse] = (await ownProgram(["nurse"])).people as [OwnMember];
    expect((await get(`?limit=20&cursor=${cursor}`, nurse)).status).toBe(404);
  });

  it("is not taken in another thread", async () => {
    const second = await ownProgram(["patient"]);
    const [own] = second.people as [OwnMember];
    const cursor = await firstCursor();
    expect(await get(`?limit=20&cursor=${cursor}`, own, second.at)).toMatchObject({
      status: 400,
      body: { type: "urn:kith:problem:invalid-cursor" },
    });
  });

  it("ends after a day", async () => {
    const cursor = await firstCursor();
    await tenantControl.setClock(23 * hourMs);
    expect((await get(`?limit=20&cursor=${cursor}`, await reader.signInAgain())).status).toBe(200);
    await tenantControl.setClock(25 * hourMs);
    expect(await get(`?limit=20&cursor=${cursor}`, await reader.signInAgain())).toMatchObject({
      status: 400,
      body: { type: "urn:kith:problem:invalid-cursor" },
    });
    await tenantControl.setClock(0);
  });
});
