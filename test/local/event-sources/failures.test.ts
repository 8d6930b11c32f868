import { describe, expect, it } from "vitest";
import type { Invocation } from "../../../local/types.ts";
import { done, failed, startMapped } from "./running.ts";

const written = ["a", "b", "c", "d"];

/** Fails as often, and then succeeds. */
function failing(times: number): () => Invocation {
  let left = times;
  return () => {
    left -= 1;
    return left < 0 ? done : failed;
  };
}

/** Fails whenever this record is in the batch. */
const without = (poison: string) => (keys: readonly string[]) => (keys.includes(poison) ? failed : done);

/** Names this record as the one that failed, wherever it is in the batch. */
const naming =
  (poison: string): Parameters<typeof startMapped>[1] =>
  (keys, { Records }) => {
    const itemIdentifier = Records[keys.indexOf(poison)]?.dynamodb.SequenceNumber;
    const batchItemFailures = itemIdentifier === undefined ? [] : [{ itemIdentifier }];
    return { payload: JSON.stringify({ batchItemFailures }) };
  };

const REPORTS = { FunctionResponseTypes: ["ReportBatchItemFailures"] };

describe("a batch that fails", () => {
  it("is tried again as a whole until it succeeds, and holds up what comes after it", async () => {
    const { sources, batches } = await startMapped({ BatchSize: 3 }, failing(3), { written });
    await sources.idle();
    expect(batches).toEqual([...Array(4).fill(["a", "b", "c"]), ["d"]]);
    expect(sources.deliveries().map(({ records, failure }) => [records, failure])).toEqual([
      ...Array(3).fill([3, "Unhandled"]),
      [3, undefined],
      [1, undefined],
    ]);
  });

  it("is skipped after MaximumRetryAttempts retries, and the next one is read", async () => {
    const properties = { BatchSize: 2, MaximumRetryAttempts: 1 };
    const { sources, batches, told } = await startMapped(properties, without("a"), { written });
    await sources.idle();
    expect(batches).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(told).toEqual(["Mapping: records given up: 2, the function failed too often."]);
  });

  it("is split in two with BisectBatchOnFunctionError until the record that fails is alone", async () => {
    const properties = { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 };
    const { sources, batches, told } = await startMapped(properties, without("b"), { written });
    await sources.idle();
    expect(batches).toEqual([written, ["a", "b"], ["a"], ["b"], ["b"], ["c", "d"]]);
    expect(told).toEqual(["Mapping: records given up: 1, the function failed too often."]);
  });

  it("with ReportBatchItemFailures is tried again from the record that failed", async () => {
    const properties = { ...REPORTS, MaximumRetryAttempts: 2 };
    const { sources, batches, told } = await startMapped(properties, naming("c"), { written });
    await sources.idle();
    expect(batches).toEqual([written, ["c", "d"], ["c", "d"]]);
    expect(sources.deliveries().map(({ failure }) => failure)).toEqual(Array(3).fill("BatchItemFailures"));
    expect(told).toEqual(["Mapping: records given up: 2, the function failed too often."]);
  });

  it("without ReportBatchItemFailures has not failed, whatever the function answers", async () => {
    const { sources, batches } = await startMapped({}, naming("c"), { written });
    await sources.idle();
    expect(batches).toEqual([written]);
  });

  it("is given up when its records are older than MaximumRecordAgeInSeconds", async () => {
    let now = Date.now();
    const handler = () => {
      now += 61_000;
      return failed;
    };
    const options = { written, now: () => new Date(now) };
    const { sources, batches, told } = await startMapped({ MaximumRecordAgeInSeconds: 60 }, handler, options);
    await sources.idle();
    expect(batches).toEqual([written]);
    expect(told).toEqual(["Mapping: records given up: 4, older than the mapping allows."]);
  });

  it("does not count the time in which nothing ran", async () => {
    const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1000);
    const options = { written, now: tomorrow };
    const { sources, batches } = await startMapped({ MaximumRecordAgeInSeconds: 60 }, undefined, options);
    await sources.idle();
    expect(batches).toEqual([written]);
  });
});

describe("a function that cannot be run", () => {
  it("costs no retry, and no record", async () => {
    let left = 3;
    const handler = async () => {
      left -= 1;
      if (left >= 0) throw new Error("throttled");
      return done;
    };
    const { sources, batches, told } = await startMapped({ MaximumRetryAttempts: 0 }, handler, { written });
    await sources.idle();
    expect(batches).toEqual(Array(4).fill(written));
    expect(told).toEqual(Array(3).fill("throttled"));
    expect(sources.deliveries()).toHaveLength(1);
  });
});

describe("a stream that cannot be read", () => {
  it.each([
    ["throttle", "Rate exceeded"],
    ["unavailable", "Internal server error"],
    ["expired", "Iterator expired."],
    ["cut", "socket hang up"],
    ["cut-after", "socket hang up"],
    ["kms-disabled", "KMS key access denied"],
  ] as const)("for once (%s) loses no record and gives none twice", async (kind, message) => {
    const { sources, batches, told, write, endpoint } = await startMapped({}, undefined, { written });
    await sources.idle();
    endpoint.faults.add({ service: "dynamodbstreams", operation: "GetRecords", kind, times: 2 });
    await write("e");
    await sources.idle();
    await write("f");
    await sources.idle();
    expect(batches).toEqual([written, ["e"], ["f"]]);
    expect(told).toEqual(Array(2).fill(expect.stringContaining(message)));
  });

  it("behind what it has given goes on with the oldest record that is left", async () => {
    const { sources, batches, endpoint } = await startMapped({}, undefined, { written });
    await sources.idle();
    endpoint.faults.add({ service: "dynamodbstreams", operation: "GetRecords", kind: "trimmed" });
    await sources.idle();
    await sources.idle();
    expect(batches).toEqual([written, written]);
  });

  it("at its beginning is read later", async () => {
    const { sources, batches, write, restart, endpoint } = await startMapped();
    await sources.close();
    await write("a");
    const operations = ["DescribeStream", "GetShardIterator", "GetRecords"];
    for (const operation of operations)
      endpoint.faults.add({ service: "dynamodbstreams", operation, kind: "throttle" });
    await (await restart()).idle();
    expect([batches, endpoint.faults.pending()]).toEqual([[["a"]], 0]);
  });
});
