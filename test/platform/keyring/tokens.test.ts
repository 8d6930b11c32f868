import { describe, expect, it } from "vitest";
import { joe, maria, tenantWith } from "./tenant.ts";

describe("a token", () => {
  it("is known to the instance that makes the member before the transaction is written", async () => {
    const { instance } = await tenantWith();
    const keys = instance();
    await keys.newOwner(joe);
    expect((await keys.tokensOf([joe])).get(joe)).toHaveLength(16);
    await expect(instance().tokensOf([joe])).rejects.toMatchObject({ code: "unavailable" });
  });
  it("is the one of both registry items", async () => {
    const { instance } = await tenantWith();
    const keys = instance();
    const { writes } = await keys.newOwner(joe);
    const token = (await keys.tokensOf([joe])).get(joe) ?? new Uint8Array();
    expect(writes.map(({ table, key, kind }) => [table, key.pk, key.sk, kind])).toEqual([
      ["keyring", `MEMBER#${joe}`, "community", "create"],
      ["keyring", `MEMBER#${joe}`, "record", "create"],
      ["audit-keys", `TOKEN#${joe}`, "TOKEN", "create"],
      ["audit-keys", `MEMBER-OF#${Buffer.from(token).toString("base64url")}`, "MEMBER", "create"],
    ]);
  });
  it("does not bring the member's keys with it: those are used after a read alone", async () => {
    const { instance } = await tenantWith();
    const keys = instance();
    await keys.newOwner(joe);
    await expect(keys.keyOf(joe, "community")).rejects.toMatchObject({ code: "unavailable" });
  });
  it("asks for nothing of the keyring", async () => {
    const { instance, calls } = await tenantWith(maria);
    await instance().tokensOf([maria]);
    expect(calls).toEqual(["BatchGetItem"]);
    await expect(instance().tokensOf([])).resolves.toEqual(new Map());
    expect(calls).toHaveLength(1);
  });
  it("of another length is `unavailable` and alarms", async () => {
    const { instance, dynamodb, lines } = await tenantWith();
    dynamodb.put("audit-keys", { pk: `TOKEN#${maria}`, sk: "TOKEN" }, { token: new Uint8Array(15) });
    await expect(instance().tokensOf([maria])).rejects.toMatchObject({ code: "unavailable" });
    expect(lines).toContainEqual({ level: "alarm", event: "missing-key", code: "unavailable" });
  });
});
