import { describe, expect, it } from "vitest";
import { itemBytes, queryUnits, singleUnits, writeUnits } from "../../bench/item-size.ts";

const ofBytes = (size: number) => ({ v: { S: "x".repeat(size - 1) } });

describe("the size of an item", () => {
  it("is that of its names and values", () => {
    const item = {
      pk: { S: "é" },
      l: { B: "AAAA" },
      n: { N: "1000" },
      t: { BOOL: true },
      list: { L: [{ S: "ab" }] },
    };
    expect(itemBytes(item)).toBe(2 + 2 + (1 + 3) + (1 + 3) + (1 + 1) + (4 + 3 + 1 + 2));
  });

  it("is charged per started kilobyte when written", () => {
    expect([1, 1_024, 1_025].map((size) => writeUnits(ofBytes(size)))).toEqual([1, 1, 2]);
  });

  it("is added to the others of a query before it is rounded, and rounded by itself elsewhere", () => {
    const items = [ofBytes(2_048), ofBytes(2_048)];
    expect(queryUnits(items)).toBe(0.5);
    expect(singleUnits(items, 3)).toBe(1.5);
  });
});
