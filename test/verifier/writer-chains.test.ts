import { describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { type ChainLink, writerChains } from "../../functions/verifier/writer-chains.ts";

const start = Date.parse("2026-11-26T10:00:00Z");
const nothing = Buffer.alloc(32).toString("base64url");
/** The n-th entry of a writer, behind the one before it. */
const link = (writer: string, n: number, index: number, at = start): ChainLink => ({
  ...{ writer, n, index, at, hash: `${writer}${n}` },
  previous: n === 0 ? nothing : `${writer}${n - 1}`,
});
/** Entries of a writer of whom nothing is missing. */
const whole = (writer: string, count: number, from: number, at = start) =>
  Array.from({ length: count }, (_, n) => link(writer, n, from + n, at));

describe("The chains of writers", () => {
  it("lack what was never there, and the first entry behind it is named, in whatever order they came", () => {
    const chains = writerChains(true);
    for (const each of [link("a", 0, 0), link("a", 4, 1), link("a", 2, 2), link("a", 3, 3)]) chains.add(each);
    expect(chains.end()).toEqual([{ what: "gap", index: 2 }]);
  });

  it("take each place once", () => {
    const chains = writerChains(true);
    expect(chains.add(link("a", 0, 0))).toEqual([]);
    expect(chains.add(link("a", 0, 1))).toEqual([{ what: "broken-chain", index: 1 }]);
    expect(chains.add(link("a", 2, 2))).toEqual([]);
    expect(chains.add(link("a", 2, 3))).toEqual([{ what: "broken-chain", index: 3 }]);
  });

  it("are forgotten a week after their last entry, and not before: each 4,096 entries somebody looks", () => {
    const chains = writerChains(true);
    const old = [link("a", 0, 0), link("a", 2, 1), link("b", 0, 2), link("b", 2, 3, start + 1)];
    for (const each of old) chains.add(each);
    const told = whole("c", 4_092, 4, start + 7 * day).flatMap((each) => chains.add(each));
    expect(told).toEqual([{ what: "gap", index: 1 }]);
    expect(chains.end()).toEqual([{ what: "gap", index: 3 }]);
  });

  it("are looked at only then", () => {
    const chains = writerChains(true);
    chains.add(link("a", 0, 0));
    chains.add(link("a", 2, 1));
    expect(whole("c", 4_093, 2, start + 30 * day).flatMap((each) => chains.add(each))).toEqual([]);
    expect(chains.add(link("c", 4_093, 4_095, start + 30 * day))).toEqual([{ what: "gap", index: 1 }]);
    expect(chains.end()).toEqual([]);
  });

  it("live as long as the newest entry of a writer, whatever came after it", () => {
    const chains = writerChains(true);
    for (const each of [link("a", 0, 0, start + day), link("a", 2, 1, start)]) chains.add(each);
    const told = whole("c", 4_094, 2, start + 7 * day).flatMap((each) => chains.add(each));
    expect(told).toEqual([]);
    expect(chains.end()).toEqual([{ what: "gap", index: 1 }]);
  });

  it("begin anew for a writer that was forgotten: then its next entry is one without a beginning", () => {
    const chains = writerChains(true);
    chains.add(link("a", 0, 0));
    for (const each of whole("c", 4_095, 1, start + 8 * day)) chains.add(each);
    chains.add(link("a", 1, 4_096, start + 8 * day));
    expect(chains.end()).toEqual([{ what: "gap", index: 4_096 }]);
  });
});
