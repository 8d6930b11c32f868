import { describe, expect, it } from "vitest";
import type { Write } from "../../../functions/kernel/ports.ts";
import { toAction } from "../../../functions/platform/audit/transaction.ts";

const target = {
  table: "community",
  key: { pk: "THREAD#1", sk: "THREAD" },
  refuses: "changed-meanwhile",
} as const;
const stored = { pk: { S: "THREAD#1" }, sk: { S: "THREAD" } };
const actionOf = (write: Write) => toAction(write, (table) => `physical-${table}`);

describe("a write as an action", () => {
  it("creates an item that is not there, under its own key and no other", () => {
    const attributes = { state: "open", v: 1, pk: "THREAD#2" };
    expect(actionOf({ ...target, kind: "create", attributes })).toEqual({
      Put: {
        TableName: "physical-community",
        Item: { ...stored, state: { S: "open" }, v: { N: "1" } },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    });
  });

  it("updates an item that is there and meets every condition, by placeholders alone", () => {
    const when = { equals: { v: 1, state: "open" }, contains: { spaces: "heart" } };
    expect(actionOf({ ...target, kind: "update", set: { state: "closed", v: 2 }, when })).toEqual({
      Update: {
        TableName: "physical-community",
        Key: stored,
        UpdateExpression: "SET #n0 = :v1, #n2 = :v3",
        ConditionExpression: "attribute_exists(pk) AND #n4 = :v5 AND #n6 = :v7 AND contains(#n8, :v9)",
        ExpressionAttributeNames: { "#n0": "state", "#n2": "v", "#n4": "v", "#n6": "state", "#n8": "spaces" },
        ExpressionAttributeValues: {
          ":v1": { S: "closed" },
          ":v3": { N: "2" },
          ":v5": { N: "1" },
          ":v7": { S: "open" },
          ":v9": { S: "heart" },
        },
      },
    });
  });

  it("replaces the whole of an item that is as expected, under its own key and no other", () => {
    const attributes = { state: "erased", pk: "THREAD#2" };
    expect(actionOf({ ...target, kind: "replace", attributes, when: { equals: { v: 3 } } })).toEqual({
      Put: {
        TableName: "physical-community",
        Item: { ...stored, state: { S: "erased" } },
        ConditionExpression: "attribute_exists(pk) AND #n0 = :v1",
        ExpressionAttributeNames: { "#n0": "v" },
        ExpressionAttributeValues: { ":v1": { N: "3" } },
      },
    });
  });

  it("removes what is as expected, or whatever is there", () => {
    const removing = { ...target, kind: "remove" } as const;
    expect(actionOf({ ...removing, when: { equals: { v: 3 } } })).toEqual({
      Delete: {
        TableName: "physical-community",
        Key: stored,
        ConditionExpression: "attribute_exists(pk) AND #n0 = :v1",
        ExpressionAttributeNames: { "#n0": "v" },
        ExpressionAttributeValues: { ":v1": { N: "3" } },
      },
    });
    expect(actionOf({ ...removing, when: undefined })).toEqual({
      Delete: { TableName: "physical-community", Key: stored },
    });
  });

  it("advances an item that is not there, or stands before the new text", () => {
    const attributes = { upTo: "01B", at: "later", pk: "THREAD#2" };
    expect(actionOf({ ...target, kind: "advance", attributes, by: "upTo" })).toEqual({
      Put: {
        TableName: "physical-community",
        Item: { ...stored, upTo: { S: "01B" }, at: { S: "later" } },
        ConditionExpression: "attribute_not_exists(pk) OR #n0 < :v1",
        ExpressionAttributeNames: { "#n0": "upTo" },
        ExpressionAttributeValues: { ":v1": { S: "01B" } },
      },
    });
    const nowhere = () => actionOf({ ...target, kind: "advance", attributes: {}, by: "upTo" });
    expect(nowhere).toThrow(
      expect.objectContaining({ code: "internal", cause: new Error("What advances has a new value.") }),
    );
  });

  it("puts an item whatever was there, under its own key and no other", () => {
    const { table, key } = target;
    const attributes = { kind: "hug", pk: "THREAD#2" };
    expect(actionOf({ kind: "put", table, key, attributes })).toEqual({
      Put: { TableName: "physical-community", Item: { ...stored, kind: { S: "hug" } } },
    });
  });

  it("counts on an item that need not be there", () => {
    const { table, key } = target;
    expect(actionOf({ kind: "count", table, key, add: { n: 1, m: 2 }, set: { ttl: 9 } })).toEqual({
      Update: {
        TableName: "physical-community",
        Key: stored,
        UpdateExpression: "ADD #n0 :v1, #n2 :v3 SET #n4 = :v5",
        ExpressionAttributeNames: { "#n0": "n", "#n2": "m", "#n4": "ttl" },
        ExpressionAttributeValues: { ":v1": { N: "1" }, ":v3": { N: "2" }, ":v5": { N: "9" } },
      },
    });
  });

  it("requires what must be so, and sends no empty record of placeholders", () => {
    expect(actionOf({ ...target, kind: "require", when: { equals: { state: "open" } } })).toEqual({
      ConditionCheck: {
        TableName: "physical-community",
        Key: stored,
        ConditionExpression: "attribute_exists(pk) AND #n0 = :v1",
        ExpressionAttributeNames: { "#n0": "state" },
        ExpressionAttributeValues: { ":v1": { S: "open" } },
      },
    });
    expect(actionOf({ ...target, kind: "require", when: {} })).toEqual({
      ConditionCheck: {
        TableName: "physical-community",
        Key: stored,
        ConditionExpression: "attribute_exists(pk)",
      },
    });
  });

  it("is refused when it is an update that sets nothing", () => {
    const nothing = () => actionOf({ ...target, kind: "update", set: {}, when: { equals: { v: 1 } } });
    expect(nothing).toThrow(
      expect.objectContaining({
        code: "internal",
        cause: new Error("An update sets at least one attribute."),
      }),
    );
  });
});
