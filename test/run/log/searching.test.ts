import { afterAll, describe, expect, it } from "vitest";
import { begin, checkAll } from "../../../cli/audit/reindex.ts";
import { deleteItem, itemsOf, textOf } from "../kit/tables.ts";
import { dayFromToday } from "../kit/trail.ts";
import { clientOf, messagesPath, place, tenantControl } from "../tenant.ts";
import { indexer, seal, sealAndIndex } from "./sealed-log.ts";

const [from, to] = [dayFromToday(-1), dayFromToday(1)];
const officer = () => clientOf("olivia");

/** Ids of all events that a search finds, page by page. */
async function found(terms: Record<string, string>): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { from, to, limit: "7", ...terms };
    if (cursor !== null) query.cursor = cursor;
    const { data } = await officer().GET("/v1/audit/events", { params: { query: query as never } });
    if (!data) throw new Error("The search was refused.");
    expect(data.shown).toBe(data.events.length);
    ids.push(...data.events.map(({ eventId }) => eventId));
    cursor = data.nextCursor;
  } while (cursor !== null);
  return ids;
}

const maria = async () => (await clientOf("maria").GET("/v1/me", {})).data?.memberId ?? "";

describe("The search of the trail", () => {
  afterAll(() => tenantControl.setClock(0));

  it("finds the same events by each of their facts while they are in the table, in the log, and in the index", async () => {
    const at = place("heart-failure", "daily-life");
    for (let count = 0; count < 9; count++)
      await clientOf("maria").GET(messagesPath, { params: { path: at, query: {} } });
    const subject = await maria();
    const [newest] =
      (
        await officer().GET("/v1/audit/events", {
          params: { query: { from, to, actor: subject, action: "message.read", limit: "1" } },
        })
      ).data?.events ?? [];
    const searches: readonly Readonly<Record<string, string>>[] = [
      { actor: subject, action: "message.read" },
      { subject, actor: subject, action: "member.read-self", outcome: "ok" },
      { programId: at.programId, action: "message.read", actor: subject },
      { requestId: newest?.requestId ?? "" },
    ];
    const all = () => Promise.all(searches.map(found));
    const before = await all();
    expect(before.map((ids) => ids.length >= 1)).toEqual([true, true, true, true]);
    expect(before[3]).toEqual([newest?.eventId]);
    await seal();
    expect(await all()).toEqual(before);
    await sealAndIndex();
    expect(await all()).toEqual(before);
  });

  it("counts each day's events of a person, an action, an outcome, and all", async () => {
    await sealAndIndex();
    const subject = await maria();
    for (const term of [{}, { subject }, { action: "message.read" }, { outcome: "ok" }, { actor: subject }]) {
      const { data } = await officer().GET("/v1/audit/counts", {
        params: { query: { from, to, ...term } as never },
      });
      expect(data?.total).toBeGreaterThan(0);
    }
    const { response } = await officer().GET("/v1/audit/counts", {
      params: { query: { from, to, subject, outcome: "ok" } },
    });
    expect(response.status).toBe(400);
  });

  it("shows members their own log from the index", async () => {
    const { data } = await clientOf("maria").GET("/v1/me/access-log", { params: { query: { from, to } } });
    expect(data?.accesses.length).toBeGreaterThan(0);
  });

  it("compares rows with the log: one that was removed is found, and made again", async () => {
    await sealAndIndex();
    expect(await checkAll(indexer)).toMatchObject({ wrong: 0 });
    const [row] = (await itemsOf("audit-index")).filter((item) => textOf(item, "pk").startsWith("P#"));
    if (row === undefined) throw new Error("The index has no row of a patient.");
    await deleteItem("audit-index", row);
    expect(await checkAll(indexer)).toMatchObject({ wrong: 1 });
    await begin(indexer);
    expect(await checkAll(indexer)).toMatchObject({ wrong: 0 });
  });
});
