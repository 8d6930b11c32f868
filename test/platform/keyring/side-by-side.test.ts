import { describe, expect, it } from "vitest";
import { joe, maria, tenantWith } from "./tenant.ts";

describe("keys that are asked for side by side", () => {
  it("are read in one call, each once", async () => {
    const { instance, calls, dynamodb } = await tenantWith(maria, joe);
    const keys = instance();
    await keys.branchKey();
    calls.length = 0;
    const [of, again] = await Promise.all([
      keys.keyOf(maria, "community"),
      keys.keyOf(maria, "record"),
      keys.keyOf(joe, "community"),
      keys.lookupKey(),
    ]);
    expect(of.keyId).not.toEqual(again.keyId);
    // Maria's two keys and token, Joe's key and token, the lookup key.
    expect([calls, dynamodb.sizes.at(-1)]).toEqual([["BatchGetItem"], 6]);
  });
  it("are read in two calls when the second is asked for after the first was answered", async () => {
    const { instance, calls } = await tenantWith(maria, joe);
    const keys = instance();
    await keys.branchKey();
    calls.length = 0;
    await keys.keyOf(maria, "community");
    await keys.keyOf(joe, "community");
    expect(calls).toEqual(["BatchGetItem", "BatchGetItem"]);
  });
});
