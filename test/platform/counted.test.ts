import { afterAll, afterEach, describe, expect, it } from "vitest";
import { countedItems } from "../../functions/platform/counted.ts";
import { tableReader } from "../../functions/platform/reader.ts";
import { startLocalAws } from "./fakes/local-aws.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());
afterEach(() => aws.endpoint.faults.clear());
const table = aws.tableName("community");
const items = countedItems(aws.dynamodb, table);
const reader = tableReader({ client: aws.dynamodb, table });
const found = (sk: string) => reader.get({ pk: "SPACE#1", sk }, { consistent: true });
const key = (sk: string) => ({ pk: "SPACE#1", sk });

describe("counts", () => {
  it("are added where there is nothing, and only there", async () => {
    expect(await items.add(key("added"), { recent: ["a.b"], v: 1, pk: "other" })).toBe(true);
    expect(await items.add(key("added"), { recent: [], v: 1 })).toBe(false);
    expect(await found("added")).toEqual({ ...key("added"), recent: ["a.b"], v: 1 });
  });

  it("are changed while their counter is what it was, which they count on", async () => {
    await items.add(key("changed"), { recent: [], v: 1, rv: 0 });
    expect(await items.change(key("changed"), { recent: ["a.b"] }, { name: "rv", was: 0 })).toBe(true);
    expect(await items.change(key("changed"), { recent: [] }, { name: "rv", was: 0 })).toBe(false);
    expect(await found("changed")).toEqual({ ...key("changed"), recent: ["a.b"], v: 1, rv: 1 });
  });

  it("are changed where nothing was counted yet", async () => {
    await items.add(key("first"), { v: 1 });
    expect(await items.change(key("first"), { tally: ["1"] }, { name: "rv", was: undefined })).toBe(true);
    expect(await items.change(key("first"), { tally: ["2"] }, { name: "rv", was: undefined })).toBe(false);
    expect(await found("first")).toEqual({ ...key("first"), tally: ["1"], v: 1, rv: 1 });
  });

  it("are not changed on an item that is gone", async () => {
    expect(await items.change(key("gone"), { tally: [] }, { name: "rv", was: undefined })).toBe(false);
    expect(await found("gone")).toBeUndefined();
  });

  it("are unavailable when the table does not answer", async () => {
    for (const operation of ["PutItem", "UpdateItem"])
      aws.endpoint.faults.add({ service: "dynamodb", operation, kind: "unavailable", times: 1 });
    const unavailable = expect.objectContaining({ code: "unavailable" });
    await expect(items.add(key("away"), { v: 1 })).rejects.toEqual(unavailable);
    await expect(items.change(key("added"), {}, { name: "v", was: 1 })).rejects.toEqual(unavailable);
  });
});
