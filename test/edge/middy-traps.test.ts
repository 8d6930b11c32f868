import { readFileSync } from "node:fs";
import middy from "@middy/core";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { safeParse } from "zod/v4/core";

const context = {} as never;

describe("middy", () => {
  it("is of the major version whose facts these are", () => {
    const manifest: unknown = JSON.parse(readFileSync("node_modules/@middy/core/package.json", "utf8"));
    expect(manifest).toMatchObject({ version: expect.stringMatching(/^7\./) });
  });
  it("skips everything behind a `before` that returns a value", async () => {
    const ran: string[] = [];
    const handler = middy<object, string>()
      .before(() => "early")
      .before(() => void ran.push("before"))
      .after(() => void ran.push("after"))
      .handler(async () => {
        ran.push("handler");
        return "late";
      });
    await expect(handler({}, context)).resolves.toBe("early");
    expect(ran).toEqual([]);
  });
  it("skips the outer `onError` when an inner one returns", async () => {
    const ran: string[] = [];
    const handler = middy<object, string>()
      .onError(() => void ran.push("outer"))
      .onError(() => "inner")
      .handler(() => Promise.reject(new Error("failed")));
    await expect(handler({}, context)).resolves.toBe("inner");
    expect(ran).toEqual([]);
  });
  it("runs no `after` when the handler or a hook throws", async () => {
    const ran: string[] = [];
    const after = () => void ran.push("after");
    const inHandler = middy<object, string>()
      .after(after)
      .handler(() => Promise.reject(new Error("failed")));
    const inHook = middy<object, string>()
      .before(() => Promise.reject(new Error("failed")))
      .after(after)
      .handler(async () => "done");
    await expect(inHandler({}, context)).rejects.toThrow("failed");
    await expect(inHook({}, context)).rejects.toThrow("failed");
    expect(ran).toEqual([]);
  });
  it("lets a handler go on writing after it has answered for it", async () => {
    const late = Promise.withResolvers<void>();
    const ran: string[] = [];
    const handler = middy<object, string>({
      timeoutEarlyInMillis: 1,
      timeoutEarlyResponse: () => "timed out",
    }).handler(async () => {
      await late.promise;
      ran.push("written");
      return "done";
    });
    const almostOver = { getRemainingTimeInMillis: () => 2 } as never;
    await expect(handler({}, almostOver)).resolves.toBe("timed out");
    late.resolve();
    await new Promise(setImmediate);
    expect(ran).toEqual(["written"]);
  });
});

describe("zod", () => {
  it("repeats the names of unknown keys, which is why faults are made of paths alone", () => {
    const { error } = safeParse(z.strictObject({ known: z.string() }), { known: "", zqx: "value" });
    expect(JSON.stringify(error?.issues)).toContain("zqx");
    expect(JSON.stringify(error?.issues)).not.toContain("value");
  });
  it("names a record's keys in the path, which is why no request has one", () => {
    const { error } = safeParse(z.record(z.string(), z.number()), { zqx: "value" });
    expect(error?.issues[0]?.path).toEqual(["zqx"]);
  });
});
