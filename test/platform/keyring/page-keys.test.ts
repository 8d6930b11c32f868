import { describe, expect, it } from "vitest";
import { type MemberId, memberId } from "../../../functions/kernel/ids.ts";
import { joe, maria, tenantWith } from "./tenant.ts";

const keyringKey = (member: MemberId) => ({ pk: `MEMBER#${member}`, sk: "community" });

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
