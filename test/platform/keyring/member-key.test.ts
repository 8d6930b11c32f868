import { describe, expect, it } from "vitest";
import { minute } from "../../../functions/kernel/clock.ts";
import type { MemberId } from "../../../functions/kernel/ids.ts";
import { joe, maria, start, tenantWith } from "./tenant.ts";

const keyringKey = (member: MemberId) => ({ pk: `MEMBER#${member}`, sk: "community" });

describe("a member's key", () => {
  it("is the same for every instance, and another one for each member and class", async () => {
    const { instance } = await tenantWith(maria, joe);
    const first = await instance().keyOf(maria, "community");
    const again = await instance().keyOf(maria, "community");
    expect(again.keyId).toEqual(first.keyId);
    expect(again.key.equals(first.key)).toBe(true);
    for (const other of [await instance().keyOf(maria, "record"), await instance().keyOf(joe, "community")]) {
      expect(other.keyId).not.toEqual(first.keyId);
      expect(other.key.equals(first.key)).toBe(false);
    }
  });
  it("costs one read on a miss, together with the token, and none for five minutes", async () => {
    const { instance, calls, time, dynamodb } = await tenantWith(maria);
    const keys = instance();
    await keys.branchKey();
    calls.length = 0;
    await keys.keyOf(maria, "community");
    expect([calls, dynamodb.sizes.at(-1)]).toEqual([["BatchGetItem"], 2]);
    time.now = start + 5 * minute;
    await keys.keyOf(maria, "community");
    await keys.tokensOf([maria]);
    expect(calls).toEqual(["BatchGetItem"]);
  });
  it("is asked for again after five minutes", async () => {
    const { instance, calls, time } = await tenantWith(maria);
    const keys = instance();
    await keys.keyOf(maria, "community");
    calls.length = 0;
    time.now = start + 5 * minute + 1;
    await keys.keyOf(maria, "community");
    expect(calls).toEqual(["BatchGetItem", "BatchGetItem", "Decrypt"]);
  });
  it("is asked for again when the clock went backwards", async () => {
    const { instance, calls, time } = await tenantWith(maria);
    const keys = instance();
    await keys.keyOf(maria, "community");
    calls.length = 0;
    time.now = start - 1;
    await keys.keyOf(maria, "community");
    expect(calls).toContain("Decrypt");
  });
  it("is read once for all who ask at the same time", async () => {
    const { instance, calls } = await tenantWith(maria);
    const keys = instance();
    await Promise.all(Array.from({ length: 10 }, () => keys.keyOf(maria, "community")));
    expect(calls).toEqual(["BatchGetItem", "BatchGetItem", "Decrypt"]);
  });
  it("is `unavailable` and alarms when it is missing without a tombstone", async () => {
    const { instance, lines } = await tenantWith();
    await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "unavailable" });
    expect(lines).toEqual([{ level: "alarm", event: "missing-key", code: "unavailable" }]);
  });
  it("is found as soon as it is there: absence is not remembered", async () => {
    const { instance, dynamodb } = await tenantWith();
    const keys = instance();
    await expect(keys.keyOf(joe, "community")).rejects.toMatchObject({ code: "unavailable" });
    await dynamodb.write((await instance().newOwner(joe)).writes);
    await expect(keys.keyOf(joe, "community")).resolves.toBeDefined();
  });
  it("seals nothing more once it is erased", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    dynamodb.put("keyring", keyringKey(maria), { state: "erased" });
    await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "not-allowed" });
  });
  it("does not open when it was moved to another member's item", async () => {
    const { instance, dynamodb, lines } = await tenantWith(maria, joe);
    const moved = await instance().newOwner(maria);
    const [write] = moved.writes;
    if (write?.kind === "create") dynamodb.put("keyring", keyringKey(joe), write.attributes);
    await expect(instance().keyOf(joe, "community")).rejects.toMatchObject({ code: "unavailable" });
    expect(lines[0]).toEqual({ level: "alarm", event: "damaged-value" });
  });
  it("does not open when its item was given another version or misses an attribute", async () => {
    const { instance, dynamodb } = await tenantWith();
    const [write] = (await instance().newOwner(joe)).writes;
    const attributes = write?.kind === "create" ? write.attributes : {};
    for (const change of [{ v: 2 }, { kid: new Uint8Array(15) }, { key: "text" }, { bv: "1" }, { v: "1" }]) {
      dynamodb.put("keyring", keyringKey(joe), { ...attributes, ...change });
      await expect(instance().keyOf(joe, "community")).rejects.toMatchObject({ code: "unavailable" });
    }
  });
});
