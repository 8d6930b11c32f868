import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hour } from "../../../functions/kernel/clock.ts";
import { type CursorBinding, cursors } from "../../../functions/platform/cursors.ts";
import { runs } from "../../runs.ts";
import { joe, maria, start, tenant, tenantWith } from "../keyring/tenant.ts";
import { anyText } from "../sealing/arbitraries.ts";

const bound: CursorBinding = {
  tenant,
  operation: "readMessages",
  caller: maria,
  query: '{"threadId":"01J0"}',
};
const position = "MSG#01J0000000000000000000000A";
const invalid = { code: "invalid-cursor" };

const setUp = async () => {
  const { instance, time } = await tenantWith();
  const of = (change: Partial<CursorBinding> = {}) =>
    cursors(instance(), () => time.now, { ...bound, ...change });
  return { time, of };
};

describe("a cursor", () => {
  it("leads back to its position, in any instance", async () => {
    const { of } = await setUp();
    await fc.assert(
      fc.asyncProperty(anyText(100), async (any) => {
        expect(await of().open(await of().seal(any))).toBe(any);
      }),
      { numRuns: runs(20) },
    );
  });
  it("is base64url of at most 1,024 characters, says nothing of its position, and is never the same twice", async () => {
    const { of } = await setUp();
    const [one, other] = [await of().seal(position), await of().seal(position)];
    expect(one).toMatch(/^[\w-]{200,1024}$/);
    expect(Buffer.from(one, "base64url").includes(position)).toBe(false);
    expect(one).not.toBe(other);
    expect(await of().seal("x")).toHaveLength(one.length);
  });
  it("holds for 24 hours", async () => {
    const { of, time } = await setUp();
    const cursor = await of().seal(position);
    time.now = start + 24 * hour - 1;
    expect(await of().open(cursor)).toBe(position);
    time.now = start + 24 * hour;
    await expect(of().open(cursor)).rejects.toMatchObject(invalid);
  });
  it("is refused when it is another caller's, of another tenant, operation or query", async () => {
    const { of } = await setUp();
    const cursor = await of().seal(position);
    const foreign = [{ caller: joe }, { tenant: "mercy-west" }, { operation: "readTasks" }, { query: "{}" }];
    for (const change of foreign) await expect(of(change).open(cursor)).rejects.toMatchObject(invalid);
  });
  it("is refused when anything of it was changed", async () => {
    const { of } = await setUp();
    const cursor = await of().seal(position);
    for (let at = 0; at < cursor.length - 1; at += 7) {
      const changed = cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1);
      await expect(of().open(changed)).rejects.toMatchObject(invalid);
    }
  });
  it("is refused when it never was one", async () => {
    const { of } = await setUp();
    for (const never of ["", "a", "AAAA", "%%%", "é", "A".repeat(1_000)]) {
      await expect(of().open(never)).rejects.toMatchObject(invalid);
    }
  });
  it("is refused when it was made by another tenant's key", async () => {
    const [one, other] = [await setUp(), await setUp()];
    await expect(other.of().open(await one.of().seal(position))).rejects.toMatchObject(invalid);
  });
});
