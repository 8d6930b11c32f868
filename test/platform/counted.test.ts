import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { CountedWrite } from "../../functions/kernel/counted.ts";
import { writeCounted } from "../../functions/platform/counted.ts";
import { tableReader } from "../../functions/platform/reader.ts";
import { startLocalAws } from "./fakes/local-aws.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());
afterEach(() => aws.endpoint.faults.clear());
const table = aws.tableName("community");
const write = writeCounted(aws.dynamodb, table);
const reader = tableReader({ client: aws.dynamodb, table });
const key = (sk: string) => ({ pk: "SPACE#1", sk });
const found = (sk: string) => reader.get(key(sk), { consistent: true });
const add = (sk: string, attributes = {}): CountedWrite => ({
  kind: "add",
  key: key(sk),
  attributes: { v: 1, ...attributes },
});
const change = (sk: string, tally: readonly string[], was: number | undefined): CountedWrite => ({
  kind: "change",
  key: key(sk),
  set: { tally },
  counter: "rv",
  was,
});

describe("counts", () => {
  it("are added where there is nothing, and only there", async () => {
    expect(await write([add("added", { recent: ["a.b"], pk: "other" })])).toBe(true);
    expect(await write([add("added")])).toBe(false);
    expect(await found("added")).toEqual({ ...key("added"), recent: ["a.b"], v: 1 });
  });

  it("are changed while their counter is what it was, which they count on", async () => {
    await write([add("changed", { rv: 0 })]);
    expect(await write([change("changed", ["1"], 0)])).toBe(true);
    expect(await write([change("changed", ["2"], 0)])).toBe(false);
    expect(await found("changed")).toEqual({ ...key("changed"), tally: ["1"], v: 1, rv: 1 });
  });

  it("are changed where nothing was counted yet", async () => {
    await write([add("first")]);
    expect(await write([change("first", ["1"], undefined)])).toBe(true);
    expect(await write([change("first", ["2"], undefined)])).toBe(false);
    expect(await found("first")).toEqual({ ...key("first"), tally: ["1"], v: 1, rv: 1 });
  });

  it("are not changed on an item that is gone", async () => {
    expect(await write([change("gone", [], undefined)])).toBe(false);
    expect(await found("gone")).toBeUndefined();
  });

  it("become true together, or not at all", async () => {
    await write([add("together", { rv: 3 })]);
    expect(await write([change("together", ["1"], 3), add("added")])).toBe(false);
    expect(await found("together")).not.toHaveProperty("tally");
    expect(await write([change("together", ["1"], 3), add("new")])).toBe(true);
    expect([await found("together"), await found("new")]).toMatchObject([{ rv: 4 }, { v: 1 }]);
  });

  it("are refused while somebody else writes the same", async () => {
    const conflict = { service: "dynamodb", operation: "TransactWriteItems", kind: "conflict" } as const;
    aws.endpoint.faults.add({ ...conflict, times: 1 });
    expect(await write([add("busy")])).toBe(false);
    expect(await write([add("busy")])).toBe(true);
  });

  it.each(["unavailable", "throttle", "cut"] as const)(
    "are unavailable when the table does not answer (%s)",
    async (kind) => {
      aws.endpoint.faults.add({ service: "dynamodb", operation: "TransactWriteItems", kind, times: 1 });
      await expect(write([add("away")])).rejects.toMatchObject({ code: "unavailable" });
    },
  );
});
