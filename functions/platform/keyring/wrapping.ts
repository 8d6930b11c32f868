import { createSecretKey, randomBytes } from "node:crypto";
import type { Attributes, Item, KeyOwner } from "../../kernel/ports.ts";
import { keyIdLength, keyLength } from "../sealing/format.ts";
import { open } from "../sealing/open.ts";
import { pad, padUnit, unpad } from "../sealing/padding.ts";
import { seal } from "../sealing/seal.ts";
import type { Address } from "./addresses.ts";
import type { BranchKey, NamedKey } from "./branch-keys.ts";
import { bytesOf, numberOf } from "./fields.ts";

/** A new key as it is stored. */
export interface Wrapped {
  readonly attributes: Attributes;
  /** Commitment of the wrapped key, base64url: it is a sealed value like any other. */
  readonly commitment: string;
  /** The key itself, for what is sealed in the transaction that stores it. */
  readonly made: NamedKey;
}

const firstVersion = 1;

const contextOf = (
  tenant: string,
  { table, pk, sk }: Address,
  owner: KeyOwner,
  version: number,
): readonly string[] => [tenant, table, pk, sk, "key", owner, String(version)];

/** Makes a random key and seals it under a branch key, in the context of the item it will lie in. */
export const wrapNewKey = (branch: BranchKey, tenant: string, address: Address, owner: KeyOwner): Wrapped => {
  const secret = randomBytes(keyLength);
  const plaintext = pad(secret, padUnit);
  const context = contextOf(tenant, address, owner, firstVersion);
  const { sealed, commitment } = seal({ key: branch.key, keyId: branch.keyId, context, plaintext });
  const made = { keyId: randomBytes(keyIdLength), key: createSecretKey(secret) };
  secret.fill(0);
  plaintext.fill(0);
  return {
    attributes: { kid: made.keyId, bv: branch.version, key: sealed, v: firstVersion },
    commitment: commitment.toString("base64url"),
    made,
  };
};

/** The key that an item holds; undefined when it does not open there. */
export const unwrapKey = (
  branch: BranchKey,
  tenant: string,
  item: Item,
  owner: KeyOwner,
): NamedKey | undefined => {
  const keyId = bytesOf(item, "kid");
  const sealed = bytesOf(item, "key");
  const version = numberOf(item, "v");
  if (keyId?.length !== keyIdLength || sealed === undefined || version === undefined) return undefined;
  const address: Address = { table: "keyring", pk: item.pk, sk: item.sk };
  const padded = open({ key: branch.key, context: contextOf(tenant, address, owner, version), sealed });
  const secret = padded && unpad(padded, padUnit);
  if (secret?.length !== keyLength) return undefined;
  const key = createSecretKey(secret);
  secret.fill(0);
  return { keyId, key };
};
