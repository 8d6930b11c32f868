import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newTrace } from "../../../local/trace.ts";
import type { AwsEndpoint } from "../../../local/wire/endpoint.ts";
import { startTestEndpoint } from "./clients.ts";
import { TABLE } from "./stack.ts";

let endpoint: AwsEndpoint;
beforeAll(async () => {
  endpoint = await startTestEndpoint();
}, 30_000);
afterAll(async () => endpoint.close());
afterEach(() => endpoint.faults.clear());

/** A call as a function's SDK makes it for the request of a trace. */
async function call(operation: "GetItem" | "PutItem", trace: string, pk: string, signal?: AbortSignal) {
  const key = { pk: { S: pk }, sk: { S: "a" } };
  const response = await fetch(endpoint.url, {
    method: "POST",
    headers: {
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amzn-trace-id": `${trace};Parent=53995c3f42cd8ad8;Sampled=0`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=WRITER/20260101/us-east-1/dynamodb/aws4_request, Signature=0",
    },
    body: JSON.stringify({ TableName: TABLE, ...(operation === "PutItem" ? { Item: key } : { Key: key }) }),
    ...(signal ? { signal } : {}),
  });
  return { status: response.status, body: (await response.json()) as { Item?: object } };
}
const isThere = async (pk: string): Promise<boolean> =>
  (await call("GetItem", newTrace(new Date()), pk)).body.Item !== undefined;
/** A request, its item, and a way to give up. */
const begun = () => ({ trace: newTrace(new Date()), pk: `m#${randomUUID()}`, giveUp: new AbortController() });

const plan = { service: "dynamodb", operation: "PutItem" } as const;

describe("The faults of one request", () => {
  it("meet its calls and no others", async () => {
    const [mine, other] = [begun(), begun()];
    endpoint.faults.add({ ...plan, trace: mine.trace, kind: "unavailable", times: 9 });
    expect((await call("PutItem", other.trace, other.pk)).status).toBe(200);
    expect((await call("PutItem", mine.trace, mine.pk)).status).toBe(500);
    endpoint.faults.clear(mine.trace);
    expect((await call("PutItem", mine.trace, mine.pk)).status).toBe(200);
  });

  it("let as many calls through before as they say", async () => {
    const { trace, pk } = begun();
    endpoint.faults.add({ ...plan, trace, kind: "throttle", after: 2 });
    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await call("PutItem", trace, pk)).status);
    expect(statuses).toEqual([200, 200, 400, 200]);
  });

  it("are told with its calls: what each met, and whether it was done", async () => {
    const { trace, pk } = begun();
    endpoint.faults.watch(trace);
    endpoint.faults.add({ ...plan, trace, kind: "cut" });
    await call("PutItem", trace, pk).catch(() => undefined);
    await call("PutItem", trace, pk);
    await call("GetItem", newTrace(new Date()), pk);
    expect(await endpoint.faults.calls(trace)).toMatchObject([
      { service: "dynamodb", operation: "PutItem", met: "cut", fate: "kept" },
      {
        service: "dynamodb",
        operation: "PutItem",
        met: undefined,
        fate: "done",
        input: { TableName: TABLE },
      },
    ]);
    endpoint.faults.forget(trace);
    expect(await endpoint.faults.calls(trace)).toEqual([]);
  });
});

describe("A call that does not come back", () => {
  it("was done when it stalls, and ends when its caller gives up", async () => {
    const { trace, pk, giveUp } = begun();
    endpoint.faults.watch(trace);
    endpoint.faults.add({ ...plan, trace, kind: "stall" });
    const answer = call("PutItem", trace, pk, giveUp.signal).catch(() => "given up");
    await endpoint.faults.stuck(trace);
    expect(await isThere(pk)).toBe(true);
    giveUp.abort();
    expect(await answer).toBe("given up");
  });

  it("is done when it is late, but not before its caller has given up and it is released", async () => {
    const { trace, pk, giveUp } = begun();
    endpoint.faults.watch(trace);
    endpoint.faults.add({ ...plan, trace, kind: "late" });
    const answer = call("PutItem", trace, pk, giveUp.signal).catch(() => "given up");
    await endpoint.faults.stuck(trace);
    giveUp.abort();
    expect(await answer).toBe("given up");
    expect(await isThere(pk)).toBe(false);
    await endpoint.faults.release(trace);
    expect(await isThere(pk)).toBe(true);
    expect(await endpoint.faults.calls(trace)).toMatchObject([{ met: "late", fate: "done" }]);
  });
});
