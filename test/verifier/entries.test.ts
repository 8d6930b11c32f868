import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { ownLeaf } from "../../functions/sealer/own-leaf.ts";
import { leafHash } from "../../functions/tlog/hash.ts";
import { entryChecker } from "../../functions/verifier/entry-checker.ts";
import { auditEntries } from "./signed-log.ts";

const said = (entries: readonly Buffer[], whole = true) => {
  const checker = entryChecker(whole);
  for (const [index, entry] of entries.entries()) checker.add(index, entry, leafHash(entry));
  return checker.end();
};
const at = Date.parse("2026-11-26T12:00:00Z");
const good = auditEntries(60);
const events = good.filter((entry) => entry.includes('"t":"ev"'));

describe("The entries of a log", () => {
  it("may come in another order than their writers wrote them", () => {
    expect(said([...events].reverse()).notices).toEqual([]);
  });

  it("lack one that never reached the log", () => {
    const without = good.filter((entry) => entry !== events[4]);
    const later = without.indexOf(events[6] ?? Buffer.alloc(0));
    expect(said(without).notices).toEqual([{ what: "gap", index: later }]);
  });

  it("have one twice", () => {
    expect(said([...good, good[1] ?? Buffer.alloc(0)]).notices).toEqual([
      { what: "broken-chain", index: 60 },
    ]);
  });

  it("have one that does not name the one before it", () => {
    const forged = good.map((entry) =>
      entry === events[4] ? Buffer.from(String(entry).replace(/"p":"[^"]{10}/, '"p":"AAAAAAAAAA')) : entry,
    );
    const { noticed } = said(forged);
    expect(noticed["broken-chain"]).toBe(2);
  });

  it("begin in the middle of a chain where the log was verified before", () => {
    expect(said(events.slice(7), false).notices).toEqual([]);
    expect(said(events.slice(7)).noticed.gap).toBe(2);
  });

  it("forget a writer that has not been heard of for a week, and what it lacks is told", () => {
    const lacking = events.filter((_, place) => place !== 2);
    const others = auditEntries(9_000, ["C", "D"]).filter((each) => each.includes('"t":"ev"'));
    expect(said([...lacking, ...others]).notices[0]).toEqual({ what: "gap", index: 3 });
  });

  it("tell of silence when no heartbeat came for an hour and a quarter", () => {
    const beat = (after: number) => ownLeaf("hb", ulid(at), at + after, {});
    expect(said([beat(0), beat(75 * 60_000)]).notices).toEqual([]);
    expect(said([beat(0), beat(75 * 60_000 + 1)]).notices).toEqual([
      { what: "silence", index: 1, from: at, to: at + 75 * 60_000 + 1 },
    ]);
  });

  it("say how new the newest is, whatever is behind it", () => {
    const times = good.map((entry) => Date.parse(/"ts":"([^"]+)"/.exec(String(entry))?.[1] ?? ""));
    expect(said(good).newest).toBe(Math.max(...times));
    expect(said([...good.toReversed(), Buffer.from("nothing")]).newest).toBe(Math.max(...times));
    expect(said([Buffer.from("nothing")]).newest).toBeUndefined();
  });

  it("are read from their first byte: what merely holds an event is none", () => {
    expect(said([Buffer.from(`x${String(events[0])}`)]).counts).toMatchObject({ event: 0, unknown: 1 });
  });

  it("tell of violations, with their kind", () => {
    const entry = ownLeaf("viol", ulid(at), at, { kind: "removed" });
    expect(said([entry]).notices).toEqual([{ what: "violation", index: 0, at, kind: "removed" }]);
  });

  it("count an event that only the table knew in its writer's chain", () => {
    const [one, , two] = events;
    const entries = [ownLeaf("rec", ulid(at), at, one ?? Buffer.alloc(0)), two ?? Buffer.alloc(0)];
    expect(said(entries)).toMatchObject({ counts: { event: 2 }, notices: [] });
    const other = [ownLeaf("rec", ulid(at), at, events[1] ?? Buffer.alloc(0)), two ?? Buffer.alloc(0)];
    expect(said(other, false).notices).toEqual([]);
  });

  it.each([
    ["of another version", String(events[0]).replace('"v":1', '"v":2')],
    ["of another type", String(events[0]).replace('"t":"ev"', '"t":"zz"')],
    ["without a header", "nothing"],
    ["that is empty", ""],
    ["of a violation that says nothing", String(ownLeaf("viol", ulid(at), at, Buffer.from("{")))],
    ["of what only the table knew, and is no event", String(ownLeaf("rec", ulid(at), at, { a: 1 }))],
  ])("may be %s: that is told, and nothing is guessed", (_, entry) => {
    expect(said([Buffer.from(entry)])).toMatchObject({
      counts: { unknown: 1 },
      notices: [{ what: "unknown-entry", index: 0 }],
    });
  });

  it("give at most a hundred notices, and count all of them", () => {
    const entry = ownLeaf("viol", ulid(at), at, { kind: "late" });
    const { notices, noticed } = said(Array.from({ length: 150 }, () => entry));
    expect([notices.length, noticed.violation]).toEqual([100, 150]);
  });
});
