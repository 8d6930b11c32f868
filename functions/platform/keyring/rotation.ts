import { createSecretKey, randomBytes } from "node:crypto";
import { GenerateDataKeyCommand, type GenerateDataKeyCommandOutput } from "@aws-sdk/client-kms";
import type { Commit } from "../../kernel/audit.ts";
import { tenantMember, type Write } from "../../kernel/ports.ts";
import { systemEvent } from "../../kernel/system-event.ts";
import { unavailable } from "../failures.ts";
import { keyIdLength, keyLength } from "../sealing/format.ts";
import { branchAddress, currentBranchAddress, lookupAddress } from "./addresses.ts";
import { callAws } from "./aws-calls.ts";
import { type BranchKey, type BranchSource, branchContext, readCurrentVersion } from "./branch-keys.ts";
import { create, join, newKey, newTenantKey } from "./new-member.ts";

const firstVersion = 1;

export interface Rotation extends Omit<BranchSource, "clock"> {
  readonly commit: Commit;
  /** Id of the invocation; stands in the event. */
  readonly requestId: string;
}

interface NewBranch {
  readonly branch: BranchKey;
  readonly write: Write;
}

/** A new branch key: the key itself only in memory, the wrapped one for the keyring. */
export const newBranch = async (
  { kms, sealKey, tenant, log }: Pick<Rotation, "kms" | "sealKey" | "tenant" | "log">,
  version: number,
): Promise<NewBranch> => {
  const command = new GenerateDataKeyCommand({
    KeyId: sealKey,
    KeySpec: "AES_256",
    EncryptionContext: branchContext(tenant, version),
  });
  const made: GenerateDataKeyCommandOutput = await callAws(log, () => kms.send(command));
  const { Plaintext: secret, CiphertextBlob: wrapped } = made;
  if (secret?.length !== keyLength || !wrapped) throw unavailable(new Error("KMS gave no key of 32 bytes."));
  const branch = { version, keyId: randomBytes(keyIdLength), key: createSecretKey(secret) };
  secret.fill(0);
  return { branch, write: create(branchAddress(version), { kid: branch.keyId, wrapped, v: 1 }) };
};

/** First keys of a tenant and the event that says so: all of it or nothing. */
const makeFirst = async (rotation: Rotation): Promise<boolean> => {
  const { branch, write } = await newBranch(rotation, firstVersion);
  const current = create(currentBranchAddress, { bv: firstVersion, v: 1 });
  const keys = join([
    newKey(branch, rotation.tenant, lookupAddress, tenantMember),
    newTenantKey(branch, rotation.tenant),
  ]);
  const event = systemEvent(
    { action: "keys.rotate", by: "rotation", requestId: rotation.requestId },
    { reads: [], extra: { branch: firstVersion }, commitments: keys.commitments, resource: undefined },
  );
  const { outcome } = await rotation.commit(event, [current, write, ...keys.writes]);
  return outcome === "committed";
};

/**
 * Sees to it that the tenant has its first branch key, its lookup key and the key of its own texts. Idempotent: whoever loses
 * a race writes nothing, and finds the winner's keys in place.
 * @returns Whether it made them.
 * @throws Problem `sealed` or `unavailable` when they could neither be made nor be found.
 */
export const ensureBranchKey = async (rotation: Rotation): Promise<boolean> => {
  if ((await readCurrentVersion(rotation.read)) !== undefined) return false;
  if (await makeFirst(rotation)) return true;
  if ((await readCurrentVersion(rotation.read)) === undefined)
    throw unavailable(new Error("No branch key was made."));
  return false;
};
