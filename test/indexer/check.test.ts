import { describe, expect, it } from "vitest";
import { indexWork } from "../../functions/indexer/index-work.ts";
import { hour, minute } from "../../functions/kernel/clock.ts";
import { type MemberId, memberId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { sealedWorld } from "./sealed-world.ts";

const maria: MemberId = newId(memberId);
const reading = (at: number, requestId = "r1") => ({
  ...{ action: "message.read", outcome: "ok", actor: maria, program: undefined },
  ...{ requestId, subjects: [maria], at },
});

/** A log of two segments, with its index. */
async function indexedWorld() {
  const world = sealedWorld();
  for (let part = 0; part < 2; part++) {
    for (let at = 0; at < 5; at++) world.write(reading(world.clock.now, `r${at}`));
    world.seal(5, { beat: true });
  }
  await world.indexAll();
  return world;
}

describe("the check of the index", () => {
  it("finds nothing wrong with what the indexer has written, segment by segment, to the end", async () => {
    const { ports } = await indexedWorld();
    expect(await indexWork(ports, { operation: "check", from: 0 })).toEqual({
      checked: 6,
      wrong: 0,
      next: 6,
    });
    expect(await indexWork(ports, { operation: "check", from: 6 })).toEqual({
      checked: 6,
      wrong: 0,
      next: 12,
    });
    expect(await indexWork(ports, { operation: "check", from: 12 })).toEqual({ checked: 0, wrong: 0 });
  });

  it("finds a row that was removed, and one that was changed; made anew, both are right again", async () => {
    const { ports, index } = await indexedWorld();
    const made = new Map(index.items);
    const [removed = "", changed = ""] = [...index.items.keys()].filter((key) => !key.startsWith("N#"));
    index.items.delete(removed);
    index.items.set(changed, { ...Object(index.items.get(changed)), p: Buffer.from("altered") });
    expect(await indexWork(ports, { operation: "check", from: 0 })).toMatchObject({ wrong: 2 });
    await indexWork(ports, { operation: "reindex" });
    expect(await indexWork(ports, { operation: "check", from: 0 })).toMatchObject({ wrong: 0 });
    const anew = [...index.items].map(([key, item]) => [key, { ...item, build: made.get(key)?.build }]);
    expect(Object.fromEntries(anew)).toEqual(Object.fromEntries(made));
  });

  it("is begun by an operator alone: the clock's event indexes", async () => {
    const { ports } = await indexedWorld();
    expect(await indexWork(ports, { "detail-type": "Scheduled Event" })).toMatchObject({
      indexed: 12,
      behind: 0,
    });
  });
});

describe("an index that is late", () => {
  it("tells a person when rows come a quarter of an hour later than they may", async () => {
    const world = await indexedWorld();
    world.write(reading(world.clock.now));
    world.seal(1);
    await world.indexAll();
    expect(world.alarms).toEqual([]);
    world.clock.now += hour + 31 * minute;
    await world.indexAll();
    expect(world.alarms).toEqual(["index-late"]);
  });

  it("says until when a search is complete, once too many leaves have no rows, and finds all until then", async () => {
    const world = await indexedWorld();
    expect(await world.log.completeUntil()).toBeUndefined();
    for (let at = 0; at < 20_001; at++) world.write(reading(world.clock.now));
    world.seal(20_001);
    expect(await world.log.completeUntil()).toBe(world.index.state.cursor?.until);
  });
});

describe("a clock that went wrong", () => {
  it("hides nothing that is not sealed yet, though the sealer's was an hour ahead", async () => {
    const world = sealedWorld();
    const now = world.clock.now;
    world.clock.now += hour + minute;
    world.seal(0, { beat: true });
    world.clock.now = now;
    const { id } = world.write(reading(now));
    const days = { fromDay: "2026-11-20", toDay: "2026-11-21", before: undefined };
    const found = [];
    for await (const event of world.log.search(days, { subject: maria })) found.push(event.id);
    expect(found).toEqual([id]);
  });
});

describe("a row that somebody forged", () => {
  it("shows nothing that is not wanted, and nothing twice", async () => {
    const { log, index } = await indexedWorld();
    const days = { fromDay: "2026-11-20", toDay: "2026-11-21", before: undefined };
    const found = async () => {
      const ids: string[] = [];
      for await (const { id } of log.search(days, { subject: maria })) ids.push(id);
      return ids;
    };
    const before = await found();
    const [row] = [...index.items.values()].filter(({ pk }) => pk === `P#${maria}`);
    index.items.set("forged", { ...Object(row), sk: "2026-11-20T22#0000000000001" });
    index.items.set("elsewhere", { ...Object(row), sk: "2026-11-21T01#0000000000000" });
    expect(before).toHaveLength(10);
    expect(await found()).toEqual(before);
  });
});
