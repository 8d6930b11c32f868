import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { toStoredItem } from "../../../functions/platform/items.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { clientOver, type Operation, Refusal } from "../fakes/wire.ts";

const batch = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.looseObject({})) })),
});
const key = (number: number) => ({ pk: `THREAD#${number}`, sk: "THREAD" });

const readerOver = (operations: Readonly<Record<string, Operation>>, calls: string[] = []) =>
  tableReader({
    client: new DynamoDBClient(clientOver(operations, calls)),
    table: "community",
    pause: async () => {},
  });

/** Answers with at most `atOnce` items a call, the last ones first. */
const inParts =
  (atOnce: number): Operation =>
  (input) => {
    const keys = batch.parse(input).RequestItems.community?.Keys ?? [];
    const left = keys.slice(0, -atOnce);
    return {
      Responses: { community: keys.slice(-atOnce).toReversed() },
      UnprocessedKeys: left.length > 0 ? { community: { Keys: left } } : {},
    };
  };
const refuse: Operation = () => {
  throw new Refusal("ProvisionedThroughputExceededException");
};

describe("items of many keys", () => {
  it("come in the order of the keys, and `undefined` where there is none", async () => {
    const reader = readerOver({
      BatchGetItem: () => ({ Responses: { community: [toStoredItem(key(3)), toStoredItem(key(1))] } }),
    });
    await expect(reader.getAll([key(1), key(2), key(3)])).resolves.toEqual([key(1), undefined, key(3)]);
  });

  it("are asked for again as long as DynamoDB leaves some out, a few times", async () => {
    const calls: string[] = [];
    const keys = Array.from({ length: 10 }, (_, at) => key(at));
    await expect(readerOver({ BatchGetItem: inParts(2) }, calls).getAll(keys)).resolves.toEqual(keys);
    expect(calls).toHaveLength(5);
    const starved = readerOver({ BatchGetItem: inParts(1) }).getAll(keys);
    await expect(starved).rejects.toMatchObject({ code: "unavailable" });
  });

  it("are read once for a key that is named twice", async () => {
    const reader = readerOver({ BatchGetItem: inParts(100) });
    await expect(reader.getAll([key(1), key(1)])).resolves.toEqual([key(1), key(1)]);
  });

  it("are at most 100, and no call is made for none", async () => {
    const calls: string[] = [];
    const reader = readerOver({ BatchGetItem: inParts(100) }, calls);
    await expect(reader.getAll(Array.from({ length: 101 }, (_, at) => key(at)))).rejects.toMatchObject({
      code: "internal",
    });
    await expect(reader.getAll([])).resolves.toEqual([]);
    expect(calls).toEqual([]);
  });
});

describe("a failure of DynamoDB", () => {
  it("is `unavailable` with a hint when to try again, never an absent item", async () => {
    const reader = readerOver({ GetItem: refuse, BatchGetItem: refuse, Query: refuse });
    const page = { prefix: "MSG#", limit: 20, after: undefined };
    for (const reading of [
      reader.get(key(1)),
      reader.getAll([key(1)]),
      reader.newestFirst("THREAD#1", page),
    ]) {
      await expect(reading).rejects.toMatchObject({ code: "unavailable", retryAfter: 5 });
    }
  });
});
