import { describe, expect, it } from "vitest";
import { recordFilter } from "../../../local/event-sources/filter.ts";

const record = {
  eventName: "INSERT",
  dynamodb: {
    Keys: { pk: { S: "m#1" } },
    NewImage: {
      pk: { S: "m#1" },
      n: { N: "7" },
      on: { BOOL: true },
      no: { NULL: true },
      tags: { SS: ["a", "b"] },
    },
    SizeBytes: 26,
  },
};
const passes = (...patterns: readonly unknown[]) =>
  recordFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record);
const key = (rules: unknown) => ({ dynamodb: { Keys: { pk: { S: rules } } } });

describe("a record passes", () => {
  it.each([
    ["an equal text", { eventName: ["INSERT"] }],
    ["one of several values", { eventName: ["REMOVE", "INSERT"] }],
    ["a nested key", key(["m#1"])],
    ["the beginning of a text", key([{ prefix: "m#" }])],
    ["every field of a pattern", { eventName: ["INSERT"], ...key([{ prefix: "m#" }]) }],
    ["a number", { dynamodb: { SizeBytes: [26] } }],
    ["a boolean", { dynamodb: { NewImage: { on: { BOOL: [true] } } } }],
    ["an element of a list", { dynamodb: { NewImage: { tags: { SS: ["b"] } } } }],
    ["a leaf that is there", key([{ exists: true }])],
    ["a leaf that is not there", { dynamodb: { OldImage: { pk: { S: [{ exists: false }] } } } }],
    ["a value, or none", { dynamodb: { NewImage: { gone: { S: ["x", { exists: false }] } } } }],
  ])("by %s", (_, pattern) => {
    expect(passes(pattern)).toBe(true);
  });

  it("when it matches one of the patterns, or there is none", () => {
    expect(passes({ eventName: ["REMOVE"] }, key(["m#1"]))).toBe(true);
    expect(passes()).toBe(true);
  });
});

describe("a record does not pass", () => {
  it.each([
    ["by another text", { eventName: ["REMOVE"] }],
    ["by the same letters in another case", { eventName: ["insert"] }],
    ["by one field of two", { eventName: ["INSERT"], ...key(["m#2"]) }],
    ["by the beginning of another text", key([{ prefix: "t#" }])],
    ["by a number for a text", { dynamodb: { NewImage: { n: { N: [7] } } } }],
    ["by a value that is not there", { dynamodb: { OldImage: { pk: { S: ["m#1"] } } } }],
    ["by a name of every object", { constructor: { name: [{ exists: true }] } }],
    // Exists works on leaf nodes only, as AWS documents.
    ["by an inner node that is there", { dynamodb: { Keys: [{ exists: true }] } }],
    ["by a leaf that is there and must not be", key([{ exists: false }])],
  ])("%s", (_, pattern) => {
    expect(passes(pattern)).toBe(false);
  });
});

describe("a pattern is refused", () => {
  it.each([
    ["that is no JSON", "{"],
    ["that is empty", "{}"],
    ["that is a list", '["INSERT"]'],
    ["with a value outside of a list", '{"eventName":"INSERT"}'],
    ["with an empty list", '{"eventName":[]}'],
    ["with an empty field", '{"dynamodb":{}}'],
    ["with a rule that is not known", '{"eventName":[{"anything-but":["REMOVE"]}]}'],
    ["with a numeric rule", '{"dynamodb":{"SizeBytes":[{"numeric":[">",1]}]}}'],
    ["with two rules in one", '{"eventName":[{"prefix":"I","exists":true}]}'],
    ["with a list in a list", '{"eventName":[["INSERT"]]}'],
  ])("%s", (_, pattern) => {
    expect(() => recordFilter([pattern])).toThrow("pattern");
  });
});
