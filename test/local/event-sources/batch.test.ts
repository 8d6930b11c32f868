import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchesOf, restOf } from "../../../local/event-sources/batch.ts";
import { streamEvent } from "../../../local/event-sources/event.ts";
import { runs } from "../../runs.ts";
import { numbersOf, recordOf, recordsOf } from "./records.ts";

const INFINITE = Number.POSITIVE_INFINITY;
const mapping = (retries: number, bisects = false) => ({ retries, bisects });
const batch = (failures = 0) => ({ records: recordsOf("1", "2", "3"), failures });
const shown = ({ again, discarded }: ReturnType<typeof restOf>) => ({
  again: again.map(({ records, failures }) => [...numbersOf(records), failures]),
  discarded: numbersOf(discarded),
});

describe("after an invocation", () => {
  it("nothing is left of a batch that succeeded", () => {
    expect(shown(restOf(batch(), "done", mapping(0)))).toEqual({ again: [], discarded: [] });
  });

  it("a batch that failed is tried again as a whole", () => {
    expect(shown(restOf(batch(), "failed", mapping(INFINITE)))).toEqual({
      again: [["1", "2", "3", 1]],
      discarded: [],
    });
  });

  it.each([
    [0, 0],
    [2, 2],
  ])("with MaximumRetryAttempts %i it is discarded after as many retries", (retries, failures) => {
    expect(shown(restOf(batch(failures), "failed", mapping(retries)))).toEqual({
      again: [],
      discarded: ["1", "2", "3"],
    });
  });

  it("it is tried again from the first record that failed, and that is a retry", () => {
    expect(shown(restOf(batch(), 1, mapping(1)))).toEqual({ again: [["2", "3", 1]], discarded: [] });
    expect(shown(restOf(batch(1), 1, mapping(1)))).toEqual({ again: [], discarded: ["2", "3"] });
  });

  it("BisectBatchOnFunctionError splits it in two, in order, and does not use up a retry", () => {
    expect(shown(restOf(batch(), "failed", mapping(0, true)))).toEqual({
      again: [
        ["1", "2", 0],
        ["3", 0],
      ],
      discarded: [],
    });
  });

  it("BisectBatchOnFunctionError leaves a single record to its retries", () => {
    const single = { records: recordsOf("1"), failures: 0 };
    expect(shown(restOf(single, "failed", mapping(0, true)))).toEqual({ again: [], discarded: ["1"] });
  });

  it("BisectBatchOnFunctionError splits at the record that the function named, and only the rest is tried again", () => {
    expect(shown(restOf(batch(), 2, mapping(5, true)))).toEqual({ again: [["3", 1]], discarded: [] });
  });
});

describe("batches", () => {
  it("hold every record once, in order, and no event is larger than an invocation takes", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 800_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), (all, most) => {
        const records = all.map((size, index) => recordOf(String(index), size));
        const batches = batchesOf(records, most);
        expect(batches.flatMap((one) => one.records)).toEqual(records);
        for (const one of batches) {
          expect(one.records.length).toBeGreaterThan(0);
          expect(one.records.length).toBeLessThanOrEqual(most);
          const event = streamEvent(one.records, `arn:aws:dynamodb:${"x".repeat(300)}`);
          expect(Buffer.byteLength(event)).toBeLessThanOrEqual(6_291_556);
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it("are as few as can be", () => {
    const records = Array.from({ length: 20 }, (_, index) => recordOf(String(index), 400_000));
    const lengths = (most: number) => batchesOf(records, most).map((one) => one.records.length);
    expect([lengths(100), lengths(8)]).toEqual([
      [15, 5],
      [8, 8, 4],
    ]);
  });
});
