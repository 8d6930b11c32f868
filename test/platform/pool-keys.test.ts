import { describe, expect, it } from "vitest";
import { minute } from "../../functions/kernel/clock.ts";
import type { Reader, Value } from "../../functions/kernel/ports.ts";
import { storedPoolKeys } from "../../functions/platform/pool-keys.ts";

const pools = [{ issuer: "https://issuer.example", jwks: { keys: [] }, clients: ["client"] }];

/** The stored keys as a function sees them, with the number of reads and a clock. */
function start(value: Value | undefined) {
  const at = { now: 0, reads: 0 };
  const get: Reader["get"] = async (key) => {
    at.reads += 1;
    return value === undefined ? undefined : { ...key, value };
  };
  const reader = { get } as Reader;
  return { at, poolKeys: storedPoolKeys(reader, () => at.now) };
}

describe("the pools' keys", () => {
  it("are read once in five minutes", async () => {
    const { at, poolKeys } = start(JSON.stringify({ pools }));
    expect(await poolKeys()).toEqual(pools);
    at.now = 5 * minute - 1;
    await poolKeys();
    expect(at.reads).toBe(1);
    at.now = 5 * minute;
    await poolKeys();
    expect(at.reads).toBe(2);
  });
  it.each([
    ["missing", undefined],
    ["no JSON", "pools: none"],
    ["of another shape", JSON.stringify({ pools: [{ issuer: 7 }] })],
    ["no text", 7],
  ])("let nobody in while they are %s", async (_, value) => {
    await expect(start(value).poolKeys()).rejects.toMatchObject({ code: "unavailable", retryAfter: 5 });
  });
});
