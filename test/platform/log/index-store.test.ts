import { afterAll, afterEach, describe, expect, it } from "vitest";
import { indexStore } from "../../../functions/platform/log/index-store.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { startLocalAws } from "../fakes/local-aws.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());
afterEach(() => aws.endpoint.faults.clear());
const table = aws.tableName("audit-index");
const store = indexStore({ client: aws.dynamodb, table });
const reader = tableReader({ client: aws.dynamodb, table });
const count = (sk: string) => ({ pk: "N#X#message.read", sk, count: 3 });
const found = async (sk: string) => (await reader.get({ pk: "N#X#message.read", sk }))?.n;

describe("the index in its table", () => {
  it("has a cursor that moves by its version alone", async () => {
    expect(await store.cursor()).toBeUndefined();
    const first = { version: 1, indexed: 256, written: 3, until: 7, build: 0 };
    expect(await store.cas(first)).toBe(true);
    expect(await store.cas(first)).toBe(false);
    expect(await store.cas({ ...first, version: 2, indexed: 512 })).toBe(true);
    expect(await store.cas({ ...first, version: 2 })).toBe(false);
    expect(await store.cursor()).toEqual({ ...first, version: 2, indexed: 512 });
  });

  it("adds what a segment has to a count once, and what the next one has", async () => {
    await store.add(count("2026-11-20"), 100, 0);
    await store.add(count("2026-11-20"), 100, 0);
    expect(await found("2026-11-20")).toBe(3);
    await store.add(count("2026-11-20"), 200, 0);
    expect(await found("2026-11-20")).toBe(6);
  });

  it("adds it once when several do so at the same time", async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.add(count("2026-11-21"), 100, 0)));
    expect(await found("2026-11-21")).toBe(3);
  });

  it("counts anew when the index is built anew", async () => {
    await store.add(count("2026-11-22"), 300, 0);
    await store.add(count("2026-11-22"), 100, 1);
    expect(await found("2026-11-22")).toBe(3);
  });

  it("writes a row in the place of what lies there", async () => {
    const key = { pk: "P#token", sk: "2026-11-20T10#0000000000000" };
    await store.put({ ...key, postings: Buffer.from("one") });
    await store.put({ ...key, postings: Buffer.from("other") });
    expect(await store.rows([key, { ...key, sk: "2" }])).toEqual([
      { ...key, p: new Uint8Array(Buffer.from("other")), v: 1 },
      undefined,
    ]);
  });
});
