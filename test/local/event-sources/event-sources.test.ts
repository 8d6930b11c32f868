import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Invocation } from "../../../local/types.ts";
import { namesOf } from "../streams/running.ts";
import { streamTemplate, tableOf } from "../streams/template.ts";
import { done, failed, type Mapped, startMapped, write } from "./running.ts";
import { mappingOf } from "./template.ts";

describe("a function gets the records of a stream", () => {
  it("in the event that AWS documents", async () => {
    const { sources, write, events, streamArn } = await startMapped();
    await write("a");
    await sources.idle();
    expect(events).toEqual([
      {
        Records: [
          {
            eventID: expect.stringMatching(/./),
            eventName: "INSERT",
            eventVersion: "1.1",
            eventSource: "aws:dynamodb",
            awsRegion: "us-east-1",
            dynamodb: {
              ApproximateCreationDateTime: expect.any(Number),
              Keys: { pk: { S: "a" } },
              NewImage: { pk: { S: "a" } },
              SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
              SizeBytes: expect.any(Number),
              StreamViewType: "NEW_AND_OLD_IMAGES",
            },
            eventSourceARN: streamArn,
          },
        ],
      },
    ]);
  });

  it("each once and in order, no more in a batch than its size", async () => {
    const written = ["a", "b", "c", "d", "e"];
    const { sources, write, batches } = await startMapped({ BatchSize: 2 }, undefined, { written });
    await sources.idle();
    await write("f");
    await sources.idle();
    expect(batches).toEqual([["a", "b"], ["c", "d"], ["e"], ["f"]]);
  });

  it.each(["TRIM_HORIZON", "LATEST"])(
    "from the oldest one at every start, also with %s",
    async (position) => {
      const { restart, write, batches, sources } = await startMapped({ StartingPosition: position });
      await write("a", "b");
      await sources.idle();
      expect(batches.flat()).toEqual(["a", "b"]);
      await (await restart()).idle();
      expect(batches.flat()).toEqual(["a", "b", "a", "b"]);
    },
  );

  it("that match a filter, and none of the others", async () => {
    const Pattern = JSON.stringify({
      eventName: ["REMOVE"],
      dynamodb: { Keys: { pk: { S: [{ prefix: "m#" }] } } },
    });
    const { sources, write, batches, dynamodb, tableName } = await startMapped({
      FilterCriteria: { Filters: [{ Pattern }] },
    });
    await write("m#1", "t#1");
    for (const S of ["m#1", "t#1"])
      await dynamodb.send(new DeleteItemCommand({ TableName: tableName, Key: { pk: { S } } }));
    await sources.idle();
    expect(batches).toEqual([["m#1"]]);
  });

  it("and what it then writes reaches the next one, before the event sources are idle", async () => {
    const template = streamTemplate(undefined, {
      Mapping: mappingOf(),
      Other: tableOf("KEYS_ONLY"),
      Second: mappingOf({ EventSourceArn: { "Fn::GetAtt": ["Other", "StreamArn"] } }),
    });
    const running: Mapped = await startMapped(
      {},
      async ([first = ""]) => {
        const { dynamodb, stack } = running;
        if (first === "a") await write({ dynamodb, ...namesOf(stack, "Other") }, ["b"]);
        return done;
      },
      { template },
    );
    await running.write("a");
    await running.sources.idle();
    expect(running.batches).toEqual([["a"], ["b"]]);
    expect(running.sources.deliveries()).toEqual([
      { mapping: "Mapping", functionName: "run", records: 1, failure: undefined },
      { mapping: "Second", functionName: "run", records: 1, failure: undefined },
    ]);
  });

  it("one batch after the other, however much is written meanwhile", async () => {
    let running = 0;
    let most = 0;
    const { sources, write, batches } = await startMapped({ BatchSize: 1 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      return done;
    });
    await Promise.all([write("a", "b", "c"), sources.idle(), write("d", "e", "f"), sources.idle()]);
    await sources.idle();
    expect([batches.length, most]).toEqual([6, 1]);
  });
});

describe("a run that is kept", () => {
  it("loses no record, and calls the stream the same", async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "streams-"));
    onTestFinished(() => rm(dataFolder, { recursive: true }));
    const template = streamTemplate(undefined, { Mapping: mappingOf() });
    const run = async (key: string) => {
      const running = await startMapped({}, undefined, {
        template,
        database: { dataFolder, dynamodb: undefined },
      });
      await running.write(key);
      await running.sources.idle();
      await running.sources.close();
      await running.endpoint.close();
      return running;
    };
    const [first, second] = [await run("a"), await run("b")];
    expect([first.batches.flat(), second.batches.flat()]).toEqual([["a"], ["a", "b"]]);
    expect(second.streamArn).toBe(first.streamArn);
  }, 90_000);
});

describe("the end of a run", () => {
  it("waits for the function that runs, and begins no other batch", async () => {
    const began = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<Invocation>();
    const { sources, write, batches } = await startMapped({ BatchSize: 1 }, () => {
      began.resolve();
      return answer.promise;
    });
    await write("a", "b");
    await began.promise;
    const order: string[] = [];
    const closed = sources.close().then(() => order.push("closed"));
    await setImmediate();
    order.push("answered");
    answer.resolve(done);
    await closed;
    expect([order, batches]).toEqual([["answered", "closed"], [["a"]]]);
  });

  it("ends the waiting for what will not be read any more", async () => {
    const { sources, write } = await startMapped({}, () => failed);
    await write("a");
    const waiting = expect(sources.idle()).rejects.toThrow("have ended");
    await sources.close();
    await waiting;
    await expect(sources.idle()).rejects.toThrow("have ended");
  });
});
