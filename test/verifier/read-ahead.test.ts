import { describe, expect, it } from "vitest";
import { readAhead } from "../../functions/verifier/read-ahead.ts";

/** Begins to read when asked, and ends when told. */
function slowly() {
  const begun: number[] = [];
  const read = async (thing: number) => {
    begun.push(thing);
    return thing * 10;
  };
  return { begun, read };
}
async function all<T>(things: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const each of things) found.push(each);
  return found;
}

describe("Reading ahead", () => {
  it("gives everything in its order, also what is less than it reads ahead", async () => {
    expect(await all(readAhead([1, 2, 3, 4, 5], slowly().read, 2))).toEqual([10, 20, 30, 40, 50]);
    expect(await all(readAhead([1, 2], slowly().read, 8))).toEqual([10, 20]);
    expect(await all(readAhead([], slowly().read, 8))).toEqual([]);
  });

  it("begins as many as it may before they are asked for, and no more", async () => {
    const { begun, read } = slowly();
    const things = readAhead([1, 2, 3, 4, 5, 6], read, 2);
    await things.next();
    expect(begun).toEqual([1, 2, 3]);
    await things.next();
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it("fails where it comes to what failed, and not before", async () => {
    const failing = async (thing: number) => {
      if (thing === 2) throw new Error("It is gone.");
      return thing;
    };
    const things = readAhead([1, 2, 3], failing, 2);
    expect(await things.next()).toEqual({ done: false, value: 1 });
    await expect(things.next()).rejects.toThrow("It is gone.");
  });
});
