import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import type { MemberId } from "../../../functions/kernel/ids.ts";
import { memberKey } from "../../../functions/kernel/keys.ts";
import type { Place, Write } from "../../../functions/kernel/ports.ts";
import { auditedCommit } from "../../../functions/platform/audit/commit.ts";
import { fromStoredItem } from "../../../functions/platform/items.ts";
import { keyAddress } from "../../../functions/platform/keyring/addresses.ts";
import { branchKeys } from "../../../functions/platform/keyring/branch-keys.ts";
import { type Erasing, eraseMember } from "../../../functions/platform/keyring/erasure.ts";
import { keyring } from "../../../functions/platform/keyring/keyring.ts";
import { nextBranchKey } from "../../../functions/platform/keyring/next-branch.ts";
import { keyReads } from "../../../functions/platform/keyring/reads.ts";
import { reconcile } from "../../../functions/platform/keyring/reconcile.ts";
import { rewrap } from "../../../functions/platform/keyring/rewrap.ts";
import { ensureBranchKey } from "../../../functions/platform/keyring/rotation.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { newTrail } from "../../../functions/platform/trail.ts";
import { requestVault } from "../../../functions/platform/vault.ts";
import { oneMonthKey, reading, tokensOf } from "../audit/samples.ts";
import { sealKey, startLocalAws } from "../fakes/local-aws.ts";
import { joe, maria, start, tenant } from "./tenant.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());

const community = tableReader({ client: aws.dynamodb, table: aws.tableName("community") });
const kept = new Map<string, Uint8Array>();

/** Everything that works on keys, in an instance of its own. */
const instance = () => {
  const shared = { tenant, clock: () => start, log: () => undefined, tableName: aws.tableName };
  const read = keyReads({ ...aws, ...shared });
  const source = { ...shared, read, kms: aws.kms, sealKey };
  const commit = auditedCommit({ ...shared, client: aws.dynamodb, monthKeys: oneMonthKey, tokensOf });
  const record: Erasing["record"] = (writes, commitments) => commit({ ...reading([]), commitments }, writes);
  const vault = requestVault({ ...shared, keyring: keyring(source), trail: newTrail() });
  const ledger: Erasing["ledger"] = {
    keep: async (keyId) => void kept.set(Buffer.from(keyId).toString("hex"), keyId),
    all: async () => [...kept.values()],
  };
  const erasing: Erasing = { ...{ read, log: shared.log, record, ledger }, closing: closingOf };
  return {
    ...{ vault, erasing, record },
    rotate: () => ensureBranchKey({ ...source, commit, requestId: "rotation" }),
    nextBranch: () => nextBranchKey({ ...source, record }),
    rewrap: (member: MemberId) =>
      rewrap({ ...source, branches: branchKeys(source), record }, keyAddress(member, "community"), member),
  };
};

async function closingOf(member: MemberId): Promise<readonly Write[]> {
  const state = (await community.get(memberKey(member), { consistent: true }))?.state;
  const change = {
    kind: "update",
    table: "community",
    key: memberKey(member),
    refuses: "in-progress",
  } as const;
  return state === "active"
    ? [{ ...change, set: { state: "leaving" }, when: { equals: { state: "active" } } }]
    : [];
}

async function* keyringItems() {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName("keyring") }));
  yield* Items.map(fromStoredItem);
}

const place = (owner: MemberId): Place => ({
  ...{ table: "community", pk: "THREAD#1", sk: `MSG#${owner}`, attribute: "body" },
  ...{ owner, class: "community", version: 1 },
});
const sealedBy = async (owner: MemberId) => ({
  ...{ place: place(owner), shape: "text" as const },
  sealed: await instance().vault.seal(place(owner), "Good morning", "text"),
});

describe("keys on the local AWS", () => {
  it("open after they were wrapped again under the next branch key", async () => {
    await instance().rotate();
    for (const member of [maria, joe]) {
      const writes = await instance().vault.newMember(member);
      const state = { kind: "create", table: "community", refuses: "in-progress" } as const;
      await instance().record(
        [...writes, { ...state, key: memberKey(member), attributes: { state: "active" } }],
        [],
      );
    }
    const hers = await sealedBy(maria);
    expect(await instance().rewrap(maria)).toBe("current");
    const made = await Promise.all([instance().nextBranch(), instance().nextBranch()]);
    expect(made).toContain(true);
    expect(await Promise.all([instance().rewrap(maria), instance().rewrap(maria)])).toContain("rewrapped");
    expect(await instance().rewrap(maria)).toBe("current");
    expect(await instance().vault.openAll([hers])).toEqual([{ state: "open", text: "Good morning" }]);
  });

  it("are gone for good once they are erased: not wrapped again, not brought back, not sealed under", async () => {
    const [hers, his] = [await sealedBy(maria), await sealedBy(joe)];
    await Promise.all([
      eraseMember(instance().erasing, maria),
      eraseMember(instance().erasing, maria),
      instance().rewrap(maria),
    ]);
    expect(await instance().rewrap(maria)).toBe("erased");
    const opened = [{ state: "erased" }, { state: "open", text: "Good morning" }];
    expect(await instance().vault.openAll([hers, his])).toEqual(opened);
    await expect(sealedBy(maria)).rejects.toMatchObject({ code: "not-allowed" });
    const report = await reconcile({ ...instance().erasing, items: keyringItems });
    expect(report).toMatchObject({ erased: 0, members: [maria] });
    expect([kept.size, await closingOf(maria)]).toEqual([1, []]);
  });

  it("that are missing are not taken for erased ones", async () => {
    const nobody = maria.replace(/1$/, "9") as MemberId;
    await expect(eraseMember(instance().erasing, nobody)).rejects.toMatchObject({ code: "unavailable" });
    await expect(instance().rewrap(nobody)).rejects.toMatchObject({ code: "unavailable" });
  });
});
