import { describe, expect, it } from "vitest";
import { second } from "../../functions/kernel/clock.ts";
import type { CommitRecord, RecordsPage, Shard, StreamApi } from "../../functions/kernel/log-stream.ts";
import { trimmed } from "../../functions/kernel/log-stream.ts";
import { streamFeed } from "../../functions/sealer/feed.ts";
import { ended } from "../../functions/sealer/ports.ts";
import { start } from "./world.ts";

const record = (sequence: string, at = start): CommitRecord => ({
  ...{ kind: "insert", key: { pk: "D", sk: sequence }, leaf: undefined, sequence, at },
  ...{ before: undefined, after: undefined, service: undefined },
});

/** Shards with their pages; a page that is the last of an ended shard has no next. */
interface Written extends Shard {
  readonly pages: readonly (readonly CommitRecord[])[];
  readonly ended?: boolean;
  /** Positions and iterators that the stream has lost. */
  readonly lost?: readonly string[];
}
const shard = (id: string, pages: Written["pages"], more: Partial<Written> = {}): Written => ({
  ...{ id, parent: undefined, pages },
  ...more,
});

/** A stream that answers what is written here, and notes which iterators it was asked for. */
function streamOf(shards: readonly Written[], name = "stream-1") {
  const begun: string[] = [];
  const pageAt = (iterator: string): RecordsPage | typeof trimmed => {
    const [id = "", at = ""] = iterator.split("|");
    const found = shards.find((each) => each.id === id);
    if (found === undefined || found.lost?.includes(`|${at}`)) return trimmed;
    const isLast = Number(at) >= found.pages.length - 1;
    return {
      records: found.pages[Number(at)] ?? [],
      next: isLast && found.ended ? undefined : `${id}|${Number(at) + 1}`,
    };
  };
  const api: StreamApi = {
    current: async () => name,
    shards: async () => shards,
    iterator: async (stream, id, after) => {
      begun.push([stream, id, after].join(" "));
      const { lost = [], pages = [] } = shards.find((each) => each.id === id) ?? {};
      if (after !== undefined && lost.includes(after)) return trimmed;
      const at = pages.findIndex((page) => page.some(({ sequence }) => sequence > (after ?? "")));
      return `${id}|${at === -1 ? pages.length : at}`;
    },
    records: async (iterator) => pageAt(iterator),
  };
  return { api, begun };
}
const clock = () => start;
const sequences = (records: readonly CommitRecord[]) => records.map(({ sequence }) => sequence);

describe("The stream of the trail", () => {
  it("is read shard by shard, parents to their end before their children, whatever order they are listed in", async () => {
    const { api } = streamOf([
      shard("child", [[record("3")]], { parent: "parent" }),
      shard("parent", [[record("1")], [record("2")]], { ended: true }),
      shard("other", [[record("9")]]),
    ]);
    const { records, positions, drained, gap } = await streamFeed({ api, clock }).read(undefined, {});
    expect(sequences(records)).toEqual(["1", "2", "3", "9"]);
    expect(positions).toEqual({ parent: ended, child: "3", other: "9" });
    expect([drained, gap]).toEqual([true, false]);
  });

  it("goes on behind what was read; what has ended is not asked again", async () => {
    const shards = [shard("a", [[record("1")], [record("2")]]), shard("b", [[record("5")]], { ended: true })];
    const { api, begun } = streamOf(shards);
    const { records } = await streamFeed({ api, clock }).read("stream-1", { a: "1", b: ended });
    expect(sequences(records)).toEqual(["2"]);
    expect(begun).toEqual(["stream-1 a 1"]);
  });

  it("leaves the children of a parent that is not read to its end for the next batch", async () => {
    const shards = [
      shard("parent", [[record("1")], [record("2")], [record("3")]], { ended: true }),
      shard("child", [[record("4")]], { parent: "parent" }),
    ];
    const { api } = streamOf(shards);
    const first = await streamFeed({ api, clock, most: 2 }).read(undefined, {});
    expect([sequences(first.records), first.positions, first.drained]).toEqual([
      ["1", "2"],
      { parent: "2" },
      false,
    ]);
    const second = await streamFeed({ api, clock, most: 9 }).read("stream-1", first.positions);
    expect([sequences(second.records), second.drained]).toEqual([["3", "4"], true]);
  });

  it("says until when everything is read: a minute and a second before now, or before where it stopped", async () => {
    const old = record("1", start - 100 * second);
    const { api } = streamOf([shard("a", [[old], [record("2")]])]);
    const feed = (most: number) => streamFeed({ api, clock, most }).read(undefined, {});
    expect((await feed(9)).mark).toBe(start - 61 * second);
    expect((await feed(1)).mark).toBe(start - 161 * second);
  });

  it("may answer with nothing for a while, and then go on", async () => {
    const nothing = Array.from({ length: 19 }, () => []);
    const { api } = streamOf([shard("a", [...nothing, [record("1")], ...nothing, [record("2")]])]);
    const all = await streamFeed({ api: { ...api, iterator: async () => "a|0" }, clock }).read(undefined, {});
    expect(sequences(all.records)).toEqual(["1", "2"]);
    const silent = streamOf([shard("a", [...nothing, [], [record("1")]])]);
    const none = await streamFeed({ api: { ...silent.api, iterator: async () => "a|0" }, clock }).read(
      undefined,
      {},
    );
    expect(sequences(none.records)).toEqual([]);
  });

  it("has lost something when a shard is gone that was not read to its end, or a place in one", async () => {
    const here = shard("a", [[record("1")], [record("2")]], { lost: ["1"] });
    const gapAt = async (positions: Record<string, string>, shards = [here]) => {
      const read = await streamFeed({ api: streamOf(shards).api, clock }).read("stream-1", positions);
      return [read.gap, sequences(read.records), Object.keys(read.positions)];
    };
    expect(await gapAt({ gone: "7" })).toEqual([true, ["1", "2"], ["a"]]);
    expect(await gapAt({ gone: ended })).toEqual([false, ["1", "2"], ["a"]]);
    expect(await gapAt({ a: "1" })).toEqual([true, ["1", "2"], ["a"]]);
  });

  it("has lost something when what was to be read next is gone meanwhile, and is read from the oldest that is left", async () => {
    let asked = 0;
    const { api } = streamOf([shard("a", [[record("1")], [record("2")]])]);
    const losing: StreamApi = {
      ...api,
      iterator: async (...input) => {
        asked += 1;
        return asked === 2 ? "a|1" : api.iterator(...input);
      },
      records: async (iterator) => (iterator === "a|0" ? trimmed : api.records(iterator)),
    };
    const { gap, records } = await streamFeed({ api: losing, clock }).read(undefined, {});
    expect([gap, sequences(records)]).toEqual([true, ["2"]]);
  });

  it("is another one since the table was restored: nothing of the old positions holds", async () => {
    const { api, begun } = streamOf([shard("a", [[record("1")]])], "stream-2");
    const { gap, stream, records } = await streamFeed({ api, clock }).read("stream-1", { a: "9" });
    expect([gap, stream, sequences(records)]).toEqual([true, "stream-2", ["1"]]);
    expect(begun).toEqual(["stream-2 a "]);
  });

  it("that has no oldest record is a failure, not a gap", async () => {
    const { api } = streamOf([shard("a", [])]);
    const broken: StreamApi = { ...api, iterator: async () => trimmed };
    await expect(streamFeed({ api: broken, clock }).read(undefined, {})).rejects.toThrow("no oldest record");
  });
});
