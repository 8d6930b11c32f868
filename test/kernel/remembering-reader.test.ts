import { beforeEach, describe, expect, it } from "vitest";
import type { Key, Reader } from "../../functions/kernel/ports.ts";
import { rememberingReader } from "../../functions/kernel/remembering-reader.ts";

const [a, b]: readonly [Key, Key] = [
  { pk: "A", sk: "1" },
  { pk: "A", sk: "2" },
];
let calls: string[];
/** Knows every key but those of `B`, and writes down what it is asked. */
const source: Reader = {
  get: async (key, options) => {
    calls.push(`get ${key.sk} ${options?.consistent ?? false}`);
    return key.pk === "A" ? { ...key } : undefined;
  },
  getAll: async (keys, options) => {
    calls.push(`getAll ${keys.map(({ sk }) => sk).join()} ${options?.consistent ?? false}`);
    return keys.map((key) => (key.pk === "A" ? { ...key } : undefined));
  },
  newestFirst: async () => ({ items: [], after: undefined }),
  oldestFirst: async () => ({ items: [], after: undefined }),
};
let reader: Reader;
beforeEach(() => {
  calls = [];
  reader = rememberingReader(source);
});

describe("a reader for one request", () => {
  it("reads an item once", async () => {
    await reader.getAll([a, b]);
    expect([await reader.get(a), await reader.get(b)]).toEqual([a, b]);
    expect(calls).toEqual(["getAll 1,2 false"]);
  });
  it("remembers that there is none", async () => {
    const none = { pk: "B", sk: "1" };
    expect([await reader.get(none), await reader.get(none)]).toEqual([undefined, undefined]);
    expect(calls).toEqual(["get 1 false"]);
  });
  it("asks in one call for what is still missing, and keeps the order", async () => {
    await reader.get(b);
    expect(await reader.getAll([b, a])).toEqual([b, a]);
    expect(calls).toEqual(["get 2 false", "getAll 1 false"]);
  });
  it("makes no call for nothing", async () => {
    await reader.get(a);
    await reader.getAll([a]);
    expect(await reader.getAll([])).toEqual([]);
    expect(calls).toEqual(["get 1 false"]);
  });
  it("reads again what is asked for consistently, and keeps that", async () => {
    await reader.get(a);
    await reader.get(a, { consistent: true });
    await reader.getAll([a, b], { consistent: true });
    await reader.getAll([a, b]);
    expect(calls).toEqual(["get 1 false", "get 1 true", "getAll 1,2 true"]);
  });
});
