import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deleteItem, itemsOf, putItem, textOf } from "../kit/tables.ts";
import { clientOf, tenantControl } from "../tenant.ts";
import { aRefusal, eventsInTable, ownLeaves, readLog, seal, timesIn } from "./sealed-log.ts";

/** Leaves an event of the trail. */
async function anEvent(): Promise<void> {
  const { response } = await clientOf("maria").GET("/v1/me", {});
  expect(response.status).toBe(200);
}
describe("The sealed log", () => {
  it("holds every event of the table once, behind a checkpoint that the log's key has signed", async () => {
    await anEvent();
    await seal();
    const log = await readLog();
    const times = timesIn(log);
    const events = await eventsInTable();
    expect(events.length).toBeGreaterThan(10);
    expect(events.filter((id) => times.get(id) !== 1)).toEqual([]);
    expect(ownLeaves(log, "gen")).toEqual([
      { origin: log.origin, stream: expect.stringContaining(":table/") },
    ]);
  });

  it("grows by the next event, and keeps each checkpoint, tile and segment where nobody can change it", async () => {
    await seal();
    const before = await readLog();
    await anEvent();
    expect(await seal()).toEqual(["sealed", "nothing"]);
    const log = await readLog();
    expect(log.size).toBe(before.size + 1);
    expect(log.entries.slice(0, before.size)).toEqual(before.entries);
    const kept = await tenantControl.objects("AuditWormBucket");
    expect(kept.every(({ retention }) => retention !== null)).toBe(true);
    expect(new Set(kept.map(({ key }) => key)).size).toBe(kept.length);
  });

  it("marks the partial files that wider ones have replaced, and no others", async () => {
    await anEvent();
    await seal();
    await anEvent();
    await seal();
    const { size } = await readLog();
    const edge = (await tenantControl.objects("AuditEdgeBucket")).filter(({ key }) =>
      key.startsWith("tile/"),
    );
    const current = edge.filter(({ tags }) => tags["kith:superseded"] === undefined);
    const width = `.p/${size % 256}`;
    expect(current.every(({ key }) => key.endsWith(width))).toBe(true);
    expect(edge.length).toBeGreaterThan(current.length);
  });
});

describe("What somebody does to the table behind Kith's back", () => {
  /** The newest violation, once the change has reached the stream and is sealed. */
  async function violationAfter(change: () => Promise<unknown>) {
    await anEvent();
    await seal();
    const before = ownLeaves(await readLog(), "viol").length;
    const alarms = await alarmsOfSealer();
    await change();
    await seal();
    const violations = ownLeaves(await readLog(), "viol").slice(before);
    expect((await alarmsOfSealer()) - alarms).toBeGreaterThan(0);
    return violations;
  }
  const alarmsOfSealer = async (): Promise<number> =>
    (await tenantControl.functionLogs()).filter((line) => JSON.stringify(line).includes("tampering")).length;

  it("becomes a violation in the log when an event is removed, and the event stays in it", async () => {
    const item = await aRefusal();
    const violations = await violationAfter(() => deleteItem("audit", item));
    const [pk, sk] = [textOf(item, "pk"), textOf(item, "sk")];
    expect(violations).toMatchObject([{ kind: "removed", item: `${pk}/${sk}` }]);
    expect(timesIn(await readLog()).get(sk)).toBe(1);
    const rows = (await itemsOf("audit-keys")).filter((each) => textOf(each, "pk") === "VIOL#log");
    expect(rows.some((each) => textOf(each, "kind") === "removed")).toBe(true);
  });

  it("becomes a violation when an event is changed, with what it was before and after", async () => {
    const item = await aRefusal();
    const forged = { ...item, l: { B: Buffer.from("forged").toString("base64") } };
    const violations = await violationAfter(() => putItem("audit", forged));
    expect(violations).toMatchObject([
      {
        kind: "modified",
        before: expect.stringMatching(/^[0-9a-f]{64}$/),
        after: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    await putItem("audit", item);
    await seal();
  });

  it("becomes a violation when an event is forged, and no word of it stands in the log", async () => {
    const marker = `planted-${randomUUID()}`;
    const forged = {
      pk: { S: `D#2026-01-01#${marker}` },
      sk: { S: marker },
      l: { B: Buffer.from(marker).toString("base64") },
    };
    const violations = await violationAfter(() => putItem("audit", forged));
    expect(violations).toMatchObject([{ kind: "unreadable", item: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    const { entries, files } = await readLog();
    expect(entries.some((entry) => entry.includes(marker))).toBe(false);
    const kept = [...files].find(([path, bytes]) => path.startsWith("odd/") && bytes.toString() === marker);
    expect(kept).toBeDefined();
    await deleteItem("audit", forged);
    await seal();
  });
});

describe("A stream that has lost what was not read", () => {
  it("is made good from the table: every event is sealed once, and the gap is in the log", async () => {
    await seal();
    await anEvent();
    const before = ownLeaves(await readLog(), "viol").length;
    await tenantControl.addFault({
      service: "dynamodbstreams",
      operation: "GetShardIterator",
      principal: "Sealer",
      kind: "trimmed",
    });
    await seal();
    await tenantControl.clearFaults();
    const log = await readLog();
    // What the stream still has of before is told again, what it tells of events is not sealed again.
    expect(ownLeaves(log, "viol")[before]).toEqual({ kind: "gap" });
    const times = timesIn(log);
    expect((await eventsInTable()).filter((id) => times.get(id) !== 1)).toEqual([]);
  });
});
