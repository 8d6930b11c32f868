import { describe, expect, it } from "vitest";
import { emptyTenant } from "./tenant.ts";

describe("the first keys of a tenant", () => {
  it("are made once: branch, lookup and tenant key together", async () => {
    const { rotate, instance, kms, calls } = emptyTenant();
    expect(await rotate()).toBe(true);
    expect(await rotate()).toBe(false);
    expect(kms.contexts()).toEqual(['[["purpose","branch"],["tenant","st-anne"],["version","1"]]']);
    expect(calls).toEqual(["BatchGetItem", "GenerateDataKey", "BatchGetItem"]);
    const keys = instance();
    expect((await keys.branchKey()).version).toBe(1);
    expect((await keys.lookupKey()).equals((await keys.keyOf("tenant", "community")).key)).toBe(false);
  });
  it("are made without ever asking KMS to decrypt", async () => {
    const { rotate, calls } = emptyTenant();
    await rotate();
    expect(calls).not.toContain("Decrypt");
  });
  it("are the winner's when two make them at the same time", async () => {
    const { rotate, instance } = emptyTenant();
    const made = await Promise.all([rotate(), rotate(), rotate()]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect((await instance().lookupKey()).symmetricKeySize).toBe(32);
  });
  it("can be remade by nobody's new owner of the tenant's texts", async () => {
    const { rotate, instance, dynamodb } = emptyTenant();
    await rotate();
    const { writes } = await instance().newOwner("tenant");
    expect(writes.map(({ key }) => key)).toEqual([{ pk: "TENANT#tenant", sk: "community" }]);
    expect(await dynamodb.write(writes)).toEqual({
      outcome: "refused",
      refusal: "unavailable",
    });
  });
});
