import { expect, it } from "vitest";
import type { LogLine } from "../../functions/kernel/platform.ts";
import { worker } from "../../functions/platform/worker.ts";

const invocation = { awsRequestId: "request-1" };

it("A worker that fails leaves an alarm line without the error's words, and fails", async () => {
  const lines: LogLine[] = [];
  const failing = worker(
    (line) => lines.push(line),
    "rotation",
    () => Promise.reject(new TypeError("a person's words")),
  );
  await expect(failing({}, invocation)).rejects.toThrow(TypeError);
  expect(lines).toEqual([
    { level: "alarm", event: "failure", requestId: "request-1", operation: "rotation", error: "TypeError" },
  ]);
});

it("A worker that succeeds says nothing and gives its result", async () => {
  const lines: LogLine[] = [];
  const done = worker(
    (line) => lines.push(line),
    "rotation",
    async (requestId) => requestId,
  );
  expect(await done({}, invocation)).toBe("request-1");
  expect(lines).toEqual([]);
});
