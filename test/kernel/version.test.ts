import { describe, expect, it } from "vitest";
import type { Item } from "../../functions/kernel/ports.ts";
import { versionOf } from "../../functions/kernel/version.ts";

const item = (id: string, v: number): Item => ({ pk: "THREAD#t", sk: `MSG#${id}`, v });
const page = [item("C", 1), item("B", 1), item("A", 1)];

describe("a version", () => {
  it("is the same for the same items, whatever they contain", () => {
    expect(versionOf(page.map((one) => ({ ...one, body: "other" })))).toBe(versionOf(page));
  });
  it.each([
    ["a newer item", [item("D", 1), ...page.slice(0, 2)]],
    ["one item more", [...page, item("0", 1)]],
    ["one item less", page.slice(1)],
    ["a change in an item", [item("C", 1), item("B", 2), item("A", 1)]],
    ["a change in what is counted of one", [item("C", 1), { ...item("B", 1), rv: 1 }, item("A", 1)]],
    ["nothing left", []],
  ])("is another one after %s", (_, items) => {
    expect(versionOf(items)).not.toBe(versionOf(page));
  });
  it("is another one when something else that the answer depends on is", () => {
    expect(versionOf(page, "en", 1)).not.toBe(versionOf(page, "es", 1));
    expect(versionOf(page, "en", 1)).not.toBe(versionOf(page, "en", 2));
  });
  it("contains nothing that an ETag may not", () => {
    expect(versionOf(page)).toMatch(/^[A-Za-z0-9.-]{1,128}$/);
  });
});
