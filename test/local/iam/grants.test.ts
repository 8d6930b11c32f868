import { describe, expect, it } from "vitest";
import { grantsIn, grantsUsedBy } from "../../../local/iam/grants.ts";
import type { PolicyStatement } from "../../../local/types.ts";
import { allow, KEY, request, TABLE } from "./requests.ts";

const KEYS = "dynamodb:LeadingKeys";
const items: PolicyStatement = {
  Sid: "Items",
  Effect: "Allow",
  Action: ["dynamodb:GetItem", "dynamodb:Query"],
  Resource: TABLE,
  Condition: { "ForAllValues:StringLike": { [KEYS]: ["m#*", "t#*"] }, Null: { [KEYS]: "false" } },
};
const used = (statement: PolicyStatement, own: Parameters<typeof request>[1] = {}) => {
  const { action, resource, context } = request([], own);
  return grantsUsedBy(statement, action, resource, context);
};

describe("grantsIn takes a statement apart into", () => {
  it("every action with every value of its condition", () => {
    expect(grantsIn(items)).toEqual([
      `Items: dynamodb:GetItem on ${TABLE} where ${KEYS} m#*`,
      `Items: dynamodb:GetItem on ${TABLE} where ${KEYS} t#*`,
      `Items: dynamodb:Query on ${TABLE} where ${KEYS} m#*`,
      `Items: dynamodb:Query on ${TABLE} where ${KEYS} t#*`,
    ]);
  });

  it("every resource, without a word on what is not compared", () => {
    const Condition = { StringNotEquals: { "aws:PrincipalArn": "x" }, Null: { [KEYS]: "true" } };
    expect(grantsIn({ ...allow, Resource: [TABLE, KEY], Condition })).toEqual([
      `A: dynamodb:GetItem on ${TABLE}`,
      `A: dynamodb:GetItem on ${KEY}`,
    ]);
  });

  it("every value of one condition with every value of another", () => {
    const Condition = {
      StringEquals: { "kms:ViaService": ["x", "y"] },
      StringLike: { "aws:RequestedRegion": ["a", "b"] },
    };
    expect(grantsIn({ ...allow, Condition }).map((line) => line.replace(/^.* where /, ""))).toEqual([
      "kms:ViaService x, aws:RequestedRegion a",
      "kms:ViaService x, aws:RequestedRegion b",
      "kms:ViaService y, aws:RequestedRegion a",
      "kms:ViaService y, aws:RequestedRegion b",
    ]);
  });

  it("one part for all that is not excepted", () => {
    const statement: PolicyStatement = { Effect: "Allow", NotAction: ["kms:*", "s3:*"], NotResource: KEY };
    expect(grantsIn(statement)).toEqual([`a statement without Sid: all but kms:*, s3:* on all but ${KEY}`]);
  });
});

describe("grantsUsedBy tells of them", () => {
  it("those whose value a key of the request meets", () => {
    expect(used(items, { [KEYS]: ["m#1", "m#2"] })).toEqual([
      `Items: dynamodb:GetItem on ${TABLE} where ${KEYS} m#*`,
    ]);
    expect(used(items, { [KEYS]: ["m#1", "t#2"] })).toHaveLength(2);
  });

  it("the one whose resource it is, and the actions by their wildcards", () => {
    const wide = {
      ...items,
      Action: ["dynamodb:Get*", "dynamodb:*", "dynamodb:Query"],
      Resource: [KEY, TABLE],
    };
    expect(used(wide, { [KEYS]: "t#1" })).toEqual([
      `Items: dynamodb:Get* on ${TABLE} where ${KEYS} t#*`,
      `Items: dynamodb:* on ${TABLE} where ${KEYS} t#*`,
    ]);
  });

  it("none, when the request has no such key: it was not the value that let it through", () => {
    expect(used(items, { [KEYS]: undefined })).toEqual([]);
    expect(used(items, { [KEYS]: [] })).toEqual([]);
  });

  it("all of a statement without conditions that speaks of the request", () => {
    expect(used(allow)).toEqual(grantsIn(allow));
  });
});

it("a value that a request need not have is used by none that does not have it", () => {
  const Condition = { StringLikeIfExists: { "kms:ViaService": "*" } };
  expect(used({ ...allow, Condition })).toEqual([]);
});
