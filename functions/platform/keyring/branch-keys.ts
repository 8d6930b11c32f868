import { createSecretKey, type KeyObject } from "node:crypto";
import { DecryptCommand, type DecryptCommandOutput, type KMSClient } from "@aws-sdk/client-kms";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/platform.ts";
import { unavailable } from "../failures.ts";
import { keyLength } from "../sealing/format.ts";
import { addressName, branchAddress, currentBranchAddress } from "./addresses.ts";
import { callAws, missingKey } from "./aws-calls.ts";
import { coalesced } from "./coalesced.ts";
import { bytesOf, numberOf } from "./fields.ts";
import type { ReadKeys } from "./reads.ts";

/** A key with the id that stands in what it sealed. */
export interface NamedKey {
  readonly keyId: Uint8Array;
  readonly key: KeyObject;
}
export interface BranchKey extends NamedKey {
  readonly version: number;
}

/** The keys that wrap all other keys of the tenant. @throws Problem `sealed` or `unavailable`. */
export interface BranchKeys {
  readonly current: () => Promise<BranchKey>;
  readonly ofVersion: (version: number) => Promise<BranchKey>;
}

export interface BranchSource {
  readonly read: ReadKeys;
  readonly kms: Pick<KMSClient, "send">;
  /** ARN of the tenant's `seal` key. */
  readonly sealKey: string;
  readonly tenant: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What KMS binds a wrapped branch key to. It stands in CloudTrail in clear, so it never names a member. */
export const branchContext = (tenant: string, version: number): Record<string, string> => ({
  tenant,
  purpose: "branch",
  version: String(version),
});

const decrypt = async (from: BranchSource, version: number, wrapped: Uint8Array): Promise<KeyObject> => {
  const command = new DecryptCommand({
    KeyId: from.sealKey,
    CiphertextBlob: wrapped,
    EncryptionContext: branchContext(from.tenant, version),
  });
  const { Plaintext: secret }: DecryptCommandOutput = await callAws(from.log, () => from.kms.send(command));
  if (secret?.length !== keyLength) throw unavailable(new Error("KMS gave no key of 32 bytes."));
  const key = createSecretKey(secret);
  secret.fill(0);
  return key;
};

const unwrap = async (from: BranchSource, version: number): Promise<BranchKey> => {
  const address = branchAddress(version);
  const item = (await from.read([address])).get(addressName(address));
  const keyId = bytesOf(item, "kid");
  const wrapped = bytesOf(item, "wrapped");
  if (keyId === undefined || wrapped === undefined) throw missingKey(from.log);
  return { version, keyId, key: await decrypt(from, version, wrapped) };
};

/** The number of the branch key that new keys are wrapped under; undefined before the first one was made. */
export const readCurrentVersion = async (read: ReadKeys): Promise<number | undefined> =>
  numberOf((await read([currentBranchAddress])).get(addressName(currentBranchAddress)), "bv");

/** Branch keys, remembered for at most five minutes. */
export const branchKeys = (from: BranchSource): BranchKeys => {
  const versions = coalesced<number, undefined>(from.clock, async () => {
    const version = await readCurrentVersion(from.read);
    return new Map(version === undefined ? [] : [["current", version]]);
  });
  const keys = coalesced<BranchKey, number>(from.clock, async (wanted) => {
    const loaded = await Promise.all(wanted.map((version) => unwrap(from, version)));
    return new Map(loaded.map((branch) => [String(branch.version), branch]));
  });
  const present = <V>([value]: readonly (V | undefined)[]): V => {
    if (value === undefined) throw missingKey(from.log);
    return value;
  };
  const ofVersion = async (version: number) =>
    present(await keys.all([{ name: String(version), what: version }]));
  const currentVersion = async () => present(await versions.all([{ name: "current", what: undefined }]));
  return { ofVersion, current: async () => ofVersion(await currentVersion()) };
};
