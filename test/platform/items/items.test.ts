import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromStored, fromStoredItem, toStored, toStoredItem } from "../../../functions/platform/items.ts";

const value = fc.oneof(
  fc.string(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.uint8Array(),
  fc.array(fc.string(), { maxLength: 5 }),
);

describe("a stored item", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), (attributes) => {
        const item = { ...attributes, pk: "A#1", sk: "B" };
        expect(fromStoredItem(toStoredItem(item))).toEqual(item);
      }),
    );
  });

  it("keeps an empty list and the order of a list", () => {
    expect(toStored([])).toEqual({ L: [] });
    expect(fromStored(toStored(["b", "a", "b"]))).toEqual(["b", "a", "b"]);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("holds no number like %d", (number) => {
    expect(() => toStored(number)).toThrow(RangeError);
    expect(() => fromStored({ N: String(number) })).toThrow(RangeError);
  });

  it("without a key is refused", () => {
    expect(() => fromStoredItem({ pk: { S: "A#1" } })).toThrow(TypeError);
    expect(() => fromStoredItem({ pk: { S: "A#1" }, sk: { N: "1" } })).toThrow(TypeError);
  });

  it.each([
    ["a map", { M: {} }],
    ["a set", { SS: ["a"] }],
    ["null", { NULL: true as const }],
    ["a list of numbers", { L: [{ N: "1" }] }],
  ])("with %s is refused", (_, attribute) => {
    expect(() => fromStored(attribute)).toThrow(TypeError);
  });
});
