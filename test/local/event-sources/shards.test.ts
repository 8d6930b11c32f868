import { describe, expect, it } from "vitest";
import { positionIn } from "../../../local/event-sources/position.ts";
import { shardReader } from "../../../local/event-sources/shard-reader.ts";
import type { Stream, StreamRecord } from "../../../local/event-sources/stream.ts";
import { streamReader } from "../../../local/event-sources/stream-reader.ts";
import { AwsError } from "../../../local/types.ts";
import { numbersOf, recordsOf } from "./records.ts";

/** A shard as AWS splits it: DynamoDB Local makes a second one after four hours. */
interface Split {
  readonly parent?: string;
  readonly pages: readonly (readonly StreamRecord[] | Error)[];
  readonly closed?: boolean;
}

/** A stream with these shards; an error stands for a call that fails once. */
function splitStream(shards: Readonly<Record<string, Split>>): Stream {
  const failed = new Set<unknown>();
  return {
    shards: async () =>
      Object.entries(shards).map(([ShardId, { parent }]) =>
        parent === undefined ? { ShardId } : { ShardId, ParentShardId: parent },
      ),
    iterator: async (shardId, after) => `${shardId} ${after ?? ""}`,
    records: async (iterator) => {
      const [shardId = "", after = ""] = iterator.split(" ");
      const { pages = [], closed = false } = shards[shardId] ?? {};
      const left = pages.filter((page) =>
        page instanceof Error
          ? !failed.has(page)
          : Number(page.at(-1)?.dynamodb.SequenceNumber) > Number(after),
      );
      const [page] = left;
      if (page instanceof Error) {
        failed.add(page);
        throw page;
      }
      const last = page?.at(-1)?.dynamodb.SequenceNumber ?? after;
      const isEnd = closed && left.length <= 1;
      return { Records: [...(page ?? [])], ...(isEnd ? {} : { NextShardIterator: `${shardId} ${last}` }) };
    },
  };
}

/** Reads a stream; the function fails on these records for as long as they are among them. */
function reading(
  shards: Readonly<Record<string, Split>>,
  options: { batchSize?: number; failing?: Set<string> } = {},
) {
  const { batchSize = 10, failing = new Set() } = options;
  const stream = splitStream(shards);
  const delivered: (readonly string[])[] = [];
  const reader = streamReader(stream.shards, (shardId) =>
    shardReader({
      position: positionIn(shardId, stream),
      batchSize,
      passes: () => true,
      deliver: async (batch) => {
        const numbers = numbersOf(batch.records);
        if (numbers.some((number) => failing.has(number))) return [batch];
        delivered.push(numbers);
        return [];
      },
      isStopped: () => false,
    }),
  );
  return { turn: reader.turn, delivered };
}

const closed = true;

describe("the shards of a stream", () => {
  it("are read after their parent, and then at the same time", async () => {
    const { turn, delivered } = reading({
      right: { parent: "root", pages: [recordsOf("5")] },
      left: { parent: "root", pages: [recordsOf("3")], closed },
      root: { pages: [recordsOf("1"), recordsOf("2")], closed },
      leaf: { parent: "left", pages: [recordsOf("4")] },
    });
    expect(await turn()).toBe("read");
    expect(delivered.slice(0, 1)).toEqual([["1", "2"]]);
    expect(delivered.slice(1, 3).toSorted()).toEqual([["3"], ["5"]]);
    expect(delivered.slice(3)).toEqual([["4"]]);
  });

  it("are read although their parent has been trimmed", async () => {
    const { turn, delivered } = reading({ orphan: { parent: "gone", pages: [recordsOf("1")] } });
    await turn();
    expect(delivered).toEqual([["1"]]);
  });

  it("wait for their parent while a batch of it fails, and the others go on", async () => {
    const failing = new Set(["2"]);
    const shards = {
      root: { pages: [recordsOf("1"), recordsOf("2")], closed },
      child: { parent: "root", pages: [recordsOf("3")] },
      other: { pages: [recordsOf("9")] },
    };
    const { turn, delivered } = reading(shards, { batchSize: 1, failing });
    expect([await turn(), await turn()]).toEqual(["again", "again"]);
    expect(delivered.toSorted()).toEqual([["1"], ["9"]]);
    failing.clear();
    expect(await turn()).toBe("read");
    expect(delivered.slice(2)).toEqual([["2"], ["3"]]);
  });

  it("are each read once, and a closed one that is read is not asked again", async () => {
    const { turn, delivered } = reading({
      root: { pages: [recordsOf("1")], closed },
      child: { parent: "root", pages: [recordsOf("2")] },
    });
    await turn();
    await turn();
    expect(delivered).toEqual([["1"], ["2"]]);
  });
});

describe("a page that cannot be read", () => {
  it("does not lose what was gathered before it", async () => {
    const failure = new Error("throttled");
    const { turn, delivered } = reading({
      only: { pages: [recordsOf("1"), failure, recordsOf("2", "3")] },
    });
    await expect(turn()).rejects.toBe(failure);
    expect(await turn()).toBe("read");
    expect(delivered).toEqual([["1", "2", "3"]]);
  });

  it("of one shard does not keep the others from being read", async () => {
    const failure = new AwsError("ExpiredIteratorException", 400, "Iterator expired.");
    const { turn, delivered } = reading({
      first: { pages: [failure, recordsOf("1")] },
      second: { pages: [recordsOf("2")] },
    });
    await expect(turn()).rejects.toBe(failure);
    expect(delivered).toEqual([["2"]]);
    await turn();
    expect(delivered).toEqual([["2"], ["1"]]);
  });
});
