import { createSecretKey, randomBytes } from "node:crypto";
import type { Attributes, Item, KeyOwner } from "../../kernel/ports.ts";
import { keyIdLength, keyLength } from "../sealing/format.ts";
import { open } from "../sealing/open.ts";
import { pad, padUnit, unpad } from "../sealing/padding.ts";
import { type Sealed, seal } from "../sealing/seal.ts";
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

/** Seals a secret under a branch key in the context of its item. The secret and its padded copy are zeros afterwards. */
const wrap = (branch: BranchKey, context: readonly string[], secret: Buffer): Sealed => {
  const plaintext = pad(secret, padUnit);
  const sealed = seal({ key: branch.key, keyId: branch.keyId, context, plaintext });
  secret.fill(0);
  plaintext.fill(0);
  return sealed;
};

/** Makes a random key and seals it under a branch key, in the context of the item it will lie in. */
export const wrapNewKey = (branch: BranchKey, tenant: string, address: Address, owner: KeyOwner): Wrapped => {
  const secret = randomBytes(keyLength);
  const made = { keyId: randomBytes(keyIdLength), key: createSecretKey(secret) };
  const { sealed, commitment } = wrap(branch, contextOf(tenant, address, owner, firstVersion), secret);
  return {
    attributes: { kid: made.keyId, bv: branch.version, key: sealed, v: firstVersion },
    commitment: commitment.toString("base64url"),
    made,
  };
};

/** Seals a key that exists already under another branch key, as the given version of its item. */
export const wrapAgain = (
  branch: BranchKey,
  tenant: string,
  address: Address,
  owner: KeyOwner,
  { key }: NamedKey,
  version: number,
): Omit<Wrapped, "made"> => {
  const { sealed, commitment } = wrap(branch, contextOf(tenant, address, owner, version), key.export());
  return {
    attributes: { bv: branch.version, key: sealed, v: version },
    commitment: commitment.toString("base64url"),
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
