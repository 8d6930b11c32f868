import { describe, expect, it } from "vitest";
import { attributesIn, equalTo } from "../../../local/dynamodb/expressions.ts";
import { forwarded } from "../../../local/dynamodb/parts.ts";
import { tablesOf } from "../../../local/dynamodb/template.ts";
import { stack, TABLE } from "../wire/stack.ts";

const tables = tablesOf(stack);
const partsOf = (operation: string, input: Record<string, unknown>) =>
  forwarded.get(operation)?.(input, tables);
const Key = { pk: { S: "m#1" }, sk: { S: "a" } };

describe("attributesIn", () => {
  it.each([
    ["pk, #n, list[0].inner, map.#x", ["pk", "name", "list", "map"]],
    ["SET #n = if_not_exists(n, :zero) + :n REMOVE old ADD c :c", ["name", "n", "old", "c"]],
    ["attribute_exists(pk) AND NOT size(body) BETWEEN :a AND :b", ["pk", "body"]],
  ])("%s names %j", (expression, expected) => {
    expect(attributesIn(expression, { "#n": "name", "#x": "inner" })).toEqual(expected);
  });
});

describe("equalTo", () => {
  it.each([
    ["pk = :a", [":a"]],
    ["#p=:a and sk>:b", [":a"]],
    ["sk = :b", []],
    ["pk >= :a", []],
    ["pk = :a AND #p = :b", [":a", ":b"]],
  ])("%s sets pk equal to %j", (expression, expected) => {
    expect(equalTo("pk", expression, { "#p": "pk" })).toEqual(expected);
  });
});

describe("parts", () => {
  it("a read of whole items has no list of attributes", () => {
    expect(partsOf("GetItem", { TableName: TABLE, Key })).toMatchObject([{ attributes: undefined }]);
  });

  it("a projection lists the attributes, the key's among them", () => {
    const input = { TableName: TABLE, Key, ProjectionExpression: "body.text" };
    expect(partsOf("GetItem", input)).toMatchObject([
      { attributes: ["pk", "sk", "body"], leadingKeys: ["m#1"] },
    ]);
  });

  it.each([
    [{}, "ALL_ATTRIBUTES"],
    [{ IndexName: "byGroup" }, "ALL_PROJECTED_ATTRIBUTES"],
    [{ ProjectionExpression: "pk" }, "SPECIFIC_ATTRIBUTES"],
    [{ Select: "COUNT" }, "COUNT"],
  ])("a Scan with %j selects %s", (more, select) => {
    expect(partsOf("Scan", { TableName: TABLE, ...more })).toMatchObject([{ select }]);
  });

  it("a part of a transaction does exactly one thing", () => {
    const TransactItems = [{ Put: { TableName: TABLE, Item: Key }, Delete: { TableName: TABLE, Key } }];
    expect(() => partsOf("TransactWriteItems", { TransactItems })).toThrow("can only contain one of");
    expect(() => partsOf("TransactWriteItems", { TransactItems: [{}] })).toThrow("can only contain one of");
  });

  it("keys of every type are leading keys", () => {
    const leading = (pk: unknown) =>
      partsOf("GetItem", { TableName: TABLE, Key: { ...Key, pk } })?.[0]?.leadingKeys;
    expect([leading({ N: "7" }), leading({ B: "AQ==" }), leading({ M: {} })]).toEqual([["7"], ["AQ=="], []]);
  });
});
