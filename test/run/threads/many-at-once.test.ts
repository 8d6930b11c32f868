import { beforeAll, describe, expect, it } from "vitest";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { itemsUnder } from "../kit/stored.ts";
import type { StoredValue } from "../kit/tables.ts";
import { tenantControl } from "../tenant.ts";
import { markRead, type Place, post, threadsOf, unreadOf } from "./kit.ts";

const atOnce = 32;
let at: Place;
let writers: readonly OwnMember[];
let reader: OwnMember;
beforeAll(async () => {
  const program = await ownProgram(["patient", "patient", "patient", "patient"]);
  at = program.at;
  [reader, ...writers] = program.people as [OwnMember, ...OwnMember[]];
});

const manyAtOnce = <T>(what: (place: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: atOnce }, (_, place) => what(place)));
const byWhom = (place: number): OwnMember => writers[place % writers.length] ?? reader;

/** The texts of a list, as DynamoDB's API writes them. */
const listOf = (value: StoredValue | undefined): readonly string[] =>
  Array.isArray(value?.L) ? value.L.map(({ S }: { S: string }) => S) : [];

/** Ids of the messages of the thread, newest first, page by page. */
async function listed(): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: string; cursor?: string } = { limit: "10", ...(cursor === null ? {} : { cursor }) };
    const page = await reader.client.GET(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
      { params: { path: at, query } },
    );
    if (!page.data) throw new Error("The thread could not be read.");
    found.push(...page.data.messages.map(({ messageId }) => messageId));
    cursor = page.data.nextCursor;
  } while (cursor !== null);
  return found;
}

describe("32 clients who write at once", () => {
  it("lose no message, and the counts end right", async () => {
    const posted = await manyAtOnce((place) => post(byWhom(place), at, `Message ${place}`));
    expect((await listed()).toSorted()).toEqual(posted.toSorted());
    const [thread] = await threadsOf(reader, at);
    expect(thread?.unread).toEqual({ count: 30, more: true });
    expect(await unreadOf(reader, at)).toMatchObject([
      { unread: { count: 30, more: true }, threads: [{ threadId: at.threadId, count: 30 }] },
    ]);
    const newest = posted.toSorted().toReversed().slice(0, 30);
    for (const writer of writers) {
      const [theirs] = await unreadOf(writer, at);
      const others = newest.filter((id) => byWhom(posted.indexOf(id)) !== writer);
      expect(theirs?.unread).toEqual({ count: others.length, more: true });
    }
    const [row] = await itemsUnder("community", `SPACE#${at.spaceId}`, `THREAD#${at.threadId}`);
    const kept = listOf(row?.recent).map((entry) => entry.slice(0, 26));
    expect(kept).toEqual(newest);
  });
});

describe("32 clients of one member who have read different messages", () => {
  it("end at the newest: none takes the mark back, and whoever was too late is told so", async () => {
    const messages = (await listed()).toReversed();
    const newest = messages.at(-1) ?? "";
    const answers = await manyAtOnce((place) => markRead(reader, at, messages[place] ?? newest));
    for (const { response } of answers) expect([200, 409]).toContain(response.status);
    expect(answers.at(-1)?.data?.upTo ?? newest).toBe(newest);
    const [mark] = (await itemsUnder("community", "READER#", `MARK#${at.spaceId}#${at.threadId}`)).slice(-1);
    expect(mark?.upTo).toEqual({ S: newest });
    await tenantControl.counted();
    expect(await unreadOf(reader, at)).toMatchObject([{ unread: { count: 0, more: false } }]);
  });
});
