import { describe, expect, it } from "vitest";
import { minute } from "../../../functions/kernel/clock.ts";
import { type MemberId, memberId } from "../../../functions/kernel/ids.ts";
import { Refusal } from "../fakes/wire.ts";
import { emptyTenant, joe, maria, start, tenantWith } from "./tenant.ts";

const refusal = (code: string) => () => {
  throw new Refusal(code);
};
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

describe("the keys of a page", () => {
  it("come with the tokens in one read, and the tokens cost nothing afterwards", async () => {
    const members = Array.from({ length: 20 }, (_, at) =>
      memberId.parse(`01J0000000000000000000${String(1000 + at)}`),
    );
    const { instance, calls, dynamodb } = await tenantWith(...members);
    const ids = await Promise.all(
      members.map(async (owner) => (await instance().keyOf(owner, "community")).keyId),
    );
    const keys = instance();
    await keys.branchKey();
    calls.length = 0;
    const found = await keys.keysFor(
      members.map((owner, at) => ({ owner, class: "community", keyId: ids[at] })),
    );
    expect(found.map(({ state }) => state)).toEqual(members.map(() => "key"));
    expect([calls, dynamodb.sizes.at(-1)]).toEqual([["BatchGetItem"], 40]);
    expect((await keys.tokensOf(members)).size).toBe(20);
    expect(calls).toHaveLength(1);
  });
  it("are asked for once when one author wrote all of it", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    const { keyId } = await instance().keyOf(maria, "community");
    await instance().keysFor(
      Array.from({ length: 20 }, () => ({ owner: maria, class: "community" as const, keyId })),
    );
    expect(dynamodb.sizes.at(-2)).toBe(2);
  });
  it("are read in calls of a hundred", async () => {
    const members = Array.from({ length: 60 }, (_, at) =>
      memberId.parse(`01J0000000000000000000${String(1000 + at)}`),
    );
    const { instance, dynamodb } = await tenantWith(...members);
    const keys = instance();
    await keys.branchKey();
    dynamodb.sizes.length = 0;
    await keys.keysFor(members.map((owner) => ({ owner, class: "community", keyId: undefined })));
    expect(dynamodb.sizes).toEqual([100, 20]);
  });
  it("are `erased` with a tombstone, `damaged` under a key id that the owner does not have", async () => {
    const { instance, dynamodb } = await tenantWith(maria, joe);
    dynamodb.put("keyring", keyringKey(maria), { state: "erased" });
    const keyId = new Uint8Array(16);
    const found = await instance().keysFor([
      { owner: maria, class: "community", keyId },
      { owner: joe, class: "community", keyId },
      { owner: joe, class: "community", keyId: undefined },
    ]);
    expect(found).toEqual([{ state: "erased" }, { state: "damaged" }, { state: "damaged" }]);
  });
  it("are read again when a value names another key than the one remembered", async () => {
    const { instance, dynamodb, calls } = await tenantWith(maria);
    const keys = instance();
    await keys.keyOf(maria, "community");
    const [write] = (await instance().newOwner(maria)).writes;
    if (write?.kind === "create") dynamodb.put("keyring", keyringKey(maria), write.attributes);
    const { keyId } = await instance().keyOf(maria, "community");
    calls.length = 0;
    expect(await keys.keysFor([{ owner: maria, class: "community", keyId }])).toMatchObject([
      { state: "key" },
    ]);
    expect(calls).toEqual(["BatchGetItem"]);
  });
  it("are asked for again where DynamoDB left some out, and `unavailable` when it does so every time", async () => {
    const { instance, dynamodb } = await tenantWith(maria, joe);
    const keys = instance();
    await keys.branchKey();
    dynamodb.leaveOut(1);
    dynamodb.sizes.length = 0;
    const wanted = [maria, joe].map((owner) => ({ owner, class: "record" as const, keyId: undefined }));
    await expect(keys.keysFor(wanted)).rejects.toMatchObject({ code: "unavailable" });
    expect(dynamodb.sizes).toEqual([4, 1, 1, 1, 1]);
    dynamodb.onCall(() => dynamodb.leaveOut(dynamodb.sizes.length % 2));
    expect(await keys.keysFor(wanted)).toHaveLength(2);
  });
});

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

describe("when AWS does not give the keys", () => {
  it.each(["DisabledException", "KMSInvalidStateException"])(
    "%s of KMS is `sealed` and alarms",
    async (name) => {
      const { instance, kms, lines } = await tenantWith(maria);
      kms.onCall(refusal(name));
      await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "sealed" });
      expect(lines).toEqual([{ level: "alarm", event: "failure", code: "sealed", error: name }]);
    },
  );
  it.each(["KeyUnavailableException", "AccessDeniedException", "InvalidCiphertextException"])(
    "%s of KMS is `unavailable` with a hint when to retry",
    async (name) => {
      const { instance, kms, lines } = await tenantWith(maria);
      kms.onCall(refusal(name));
      await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({
        code: "unavailable",
        retryAfter: 5,
      });
      expect(lines).toEqual([{ level: "alarm", event: "failure", code: "unavailable", error: name }]);
    },
  );
  it("a failure of DynamoDB is `unavailable`, and the next request tries again", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    const keys = instance();
    dynamodb.onCall(refusal("ProvisionedThroughputExceededException"));
    await expect(keys.keyOf(maria, "community")).rejects.toMatchObject({
      code: "unavailable",
      retryAfter: 5,
    });
    dynamodb.onCall(() => {});
    await expect(keys.keyOf(maria, "community")).resolves.toBeDefined();
  });
  it("all who wait for the same key are told", async () => {
    const { instance, dynamodb } = await tenantWith(maria);
    const keys = instance();
    dynamodb.onCall(refusal("InternalServerError"));
    const outcomes = await Promise.allSettled([
      keys.keyOf(maria, "community"),
      keys.keyOf(maria, "community"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
  it("a tenant without a branch key is `unavailable` and alarms", async () => {
    const { instance, lines } = emptyTenant();
    await expect(instance().branchKey()).rejects.toMatchObject({ code: "unavailable" });
    await expect(instance().lookupKey()).rejects.toMatchObject({ code: "unavailable" });
    expect(lines.map(({ event }) => event)).toEqual(["missing-key", "missing-key"]);
  });
  it("a branch key whose item is gone is `unavailable` and alarms", async () => {
    const { instance, dynamodb, lines } = await tenantWith(maria);
    dynamodb.remove("keyring", { pk: "BRANCH#1", sk: "BRANCH" });
    await expect(instance().keyOf(maria, "community")).rejects.toMatchObject({ code: "unavailable" });
    expect(lines.map(({ event }) => event)).toEqual(["missing-key"]);
  });
});
