import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DisableKeyCommand, EnableKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { MemberId } from "../../../functions/kernel/ids.ts";
import type { LogLine } from "../../../functions/kernel/platform.ts";
import type { Place } from "../../../functions/kernel/ports.ts";
import { auditedCommit } from "../../../functions/platform/audit/commit.ts";
import { toStoredItem } from "../../../functions/platform/items.ts";
import { keyring } from "../../../functions/platform/keyring/keyring.ts";
import { keyReads } from "../../../functions/platform/keyring/reads.ts";
import { ensureBranchKey } from "../../../functions/platform/keyring/rotation.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { newTrail } from "../../../functions/platform/trail.ts";
import { requestVault } from "../../../functions/platform/vault.ts";
import { oneMonthKey, reading } from "../audit/samples.ts";
import { sealKey, startLocalAws } from "../fakes/local-aws.ts";
import { joe, maria, start, tenant } from "./tenant.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());
afterEach(() => aws.endpoint.faults.clear());

/** One instance of a function, which remembers nothing of the others. */
const instance = () => {
  const lines: LogLine[] = [];
  const shared = { tenant, clock: () => start, log: (line: LogLine) => void lines.push(line) };
  const { tableName } = aws;
  const read = keyReads({ ...aws, ...shared, tableName, pause: async () => {} });
  const source = { ...shared, read, kms: aws.kms, sealKey };
  const keys = keyring(source);
  const commit = auditedCommit({
    ...shared,
    client: aws.dynamodb,
    tableName,
    monthKeys: oneMonthKey,
    tokensOf: keys.tokensOf,
    pause: async () => {},
  });
  const trail = newTrail();
  const vault = requestVault({ ...shared, keyring: keys, trail });
  const rotate = () => ensureBranchKey({ ...source, commit, requestId: "rotation" });
  return { lines, keys, commit, trail, vault, rotate };
};
const join = async (member: MemberId) => {
  const { commit, vault, trail } = instance();
  const writes = await vault.newMember(member);
  return commit({ ...reading([member]), actor: member, commitments: trail.facts().commitments }, writes);
};
const message = (owner: MemberId): Place => ({
  table: "community",
  pk: "THREAD#01J00000000000000000000009",
  sk: `MSG#${owner}`,
  attribute: "body",
  owner,
  class: "community",
  version: 1,
});

describe("a tenant on the local AWS", () => {
  it("cannot be used before its first keys, which the rotation makes once, whoever else runs at the same time", async () => {
    await expect(instance().keys.branchKey()).rejects.toMatchObject({ code: "unavailable" });
    const made = await Promise.all([instance().rotate(), instance().rotate(), instance().rotate()]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await instance().rotate()).toBe(false);
    expect((await instance().keys.lookupKey()).symmetricKeySize).toBe(32);
  });

  it("makes a member with keys and token, named in the event of that very transaction", async () => {
    await expect(join(maria)).resolves.toMatchObject({ outcome: "committed" });
    await expect(join(joe)).resolves.toMatchObject({ outcome: "committed" });
    const token = (await instance().keys.tokensOf([maria])).get(maria) ?? new Uint8Array();
    const registry = tableReader({ client: aws.dynamodb, table: aws.tableName("audit-keys") });
    const key = { pk: `MEMBER-OF#${Buffer.from(token).toString("base64url")}`, sk: "MEMBER" };
    expect(await registry.get(key)).toEqual({ ...key, member: maria });
  });

  it("makes no member twice: the second attempt leaves the first one's keys", async () => {
    const first = await instance().keys.keyOf(maria, "record");
    await expect(join(maria)).resolves.toMatchObject({ outcome: "refused" });
    expect((await instance().keys.keyOf(maria, "record")).keyId).toEqual(first.keyId);
  });

  it("opens in one instance what another one sealed, with one call of KMS", async () => {
    const sealed = await instance().vault.seal(message(maria), "Good morning", "text");
    aws.endpoint.decisions.clear();
    const reader = instance();
    const opened = await reader.vault.openAll([{ place: message(maria), sealed, shape: "text" }]);
    expect(opened).toEqual([{ state: "open", text: "Good morning" }]);
    expect(reader.trail.subjects()).toEqual([maria]);
    const actions = aws.endpoint.decisions.entries().filter(({ resource }) => resource === sealKey);
    expect(actions.map(({ action }) => action)).toEqual(["kms:Decrypt"]);
  });

  it("serves a page on which one author was erased", async () => {
    const { vault } = instance();
    const [hers, his] = [message(maria), message(joe)];
    const page = [
      { place: hers, sealed: await vault.seal(hers, "hers", "text"), shape: "text" as const },
      { place: his, sealed: await vault.seal(his, "his", "text"), shape: "text" as const },
    ];
    const tombstone = toStoredItem({ pk: `MEMBER#${joe}`, sk: "community", state: "erased" });
    await aws.dynamodb.send(new PutItemCommand({ TableName: aws.tableName("keyring"), Item: tombstone }));
    expect(await instance().vault.openAll(page)).toEqual([
      { state: "open", text: "hers" },
      { state: "erased" },
    ]);
  });

  it("is `sealed` while its KMS key is switched off, and opens again afterwards", async () => {
    await aws.kms.send(new DisableKeyCommand({ KeyId: sealKey }));
    const refused = await instance()
      .keys.branchKey()
      .catch((error: unknown) => error);
    await aws.kms.send(new EnableKeyCommand({ KeyId: sealKey }));
    expect(refused).toMatchObject({ code: "sealed" });
    await expect(instance().keys.branchKey()).resolves.toMatchObject({ version: 1 });
  });

  it("is `unavailable` while the keyring or KMS cannot be reached", async () => {
    for (const [service, operation] of [
      ["dynamodb", "BatchGetItem"],
      ["kms", "Decrypt"],
    ] as const) {
      aws.endpoint.faults.add({ service, operation, kind: "cut" });
      await expect(instance().keys.branchKey()).rejects.toMatchObject({ code: "unavailable", retryAfter: 5 });
    }
  });

  it("guesses nothing about a member whose key is gone without a tombstone", async () => {
    const sealed = await instance().vault.seal(message(maria), "Good morning", "text");
    const Key = { pk: { S: `MEMBER#${maria}` }, sk: { S: "community" } };
    await aws.dynamodb.send(new DeleteItemCommand({ TableName: aws.tableName("keyring"), Key }));
    const { vault, lines } = instance();
    const opening = vault.openAll([{ place: message(maria), sealed, shape: "text" }]);
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
    expect(lines.map(({ event }) => event)).toEqual(["missing-key"]);
  });
});
