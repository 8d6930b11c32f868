import type { KeyObject } from "node:crypto";
import type { MemberId } from "../../kernel/ids.ts";
import { type KeyClass, type KeyOwner, tenantMember } from "../../kernel/ports.ts";
import { Problem } from "../../kernel/problems.ts";
import { keyAddress, lookupAddress, tokenAddress } from "./addresses.ts";
import { missingKey } from "./aws-calls.ts";
import { type BranchKey, type BranchSource, branchKeys, type NamedKey } from "./branch-keys.ts";
import { type Entry, entries, type Slot } from "./entries.ts";
import { sameBytes } from "./fields.ts";
import { type NewKeys, newMember, newTenantKey } from "./new-member.ts";

/** A key that a sealed value names. */
export interface WantedKey {
  readonly owner: KeyOwner;
  readonly class: KeyClass;
  /** Undefined when the value has none, being no sealed value at all. */
  readonly keyId: Uint8Array | undefined;
}
/** The key; or why there is none: erased with its owner, or nothing that this value can have been sealed under. */
export type KeyFor =
  | ({ readonly state: "key" } & NamedKey)
  | { readonly state: "erased" }
  | { readonly state: "damaged" };

/**
 * The tenant's keys, one per instance of a function. Nothing is used that was read more than five minutes ago. Every method
 * throws Problem `unavailable` when a key cannot be read or is missing without a tombstone, `sealed` when KMS refuses it.
 */
export interface Keyring {
  /** The key that new values of an owner are sealed under. @throws Problem `not-allowed` for an erased owner. */
  readonly keyOf: (owner: KeyOwner, keyClass: KeyClass) => Promise<NamedKey>;
  /** The keys of sealed values, in their order. One read for all keys and tokens of a page that are not remembered. */
  readonly keysFor: (wanted: readonly WantedKey[]) => Promise<readonly KeyFor[]>;
  /** The key of blind indexes and one-time codes. */
  readonly lookupKey: () => Promise<KeyObject>;
  /** The key that cursors are derived from. */
  readonly branchKey: () => Promise<BranchKey>;
  /** 16 bytes for each member, which stand for them in the audit trail. */
  readonly tokensOf: (members: readonly MemberId[]) => Promise<ReadonlyMap<MemberId, Uint8Array>>;
  /** Keys and token of an owner who is being made. The event of the same transaction can already name the member. */
  readonly newOwner: (owner: KeyOwner) => Promise<NewKeys>;
}

const isMember = (owner: KeyOwner): owner is MemberId => owner !== tenantMember;
const lookupSlot: Slot = { address: lookupAddress, owner: tenantMember };
const tokenSlot = (member: MemberId): Slot => ({ address: tokenAddress(member), owner: member });
const keySlot = (owner: KeyOwner, keyClass: KeyClass): Slot => ({
  address: keyAddress(owner, keyClass),
  owner,
});
/** Whose information is sealed or opened is named in the event: the token is wanted soon, and costs no call now. */
const tokenSlots = (owners: readonly KeyOwner[]): readonly Slot[] => owners.filter(isMember).map(tokenSlot);

const keyFor = (entry: Entry, keyId: Uint8Array | undefined): KeyFor => {
  if (entry.state === "erased") return entry;
  const fits = entry.state === "key" && keyId !== undefined && sameBytes(entry.keyId, keyId);
  return fits ? entry : { state: "damaged" };
};

/** Reads and remembers the keys of one tenant. */
export const keyring = (source: BranchSource): Keyring => {
  const { log, tenant } = source;
  const branches = branchKeys(source);
  const known = entries({ ...source, branches });

  const present = (entry: Entry | undefined): Entry => {
    if (entry === undefined) throw missingKey(log);
    return entry;
  };
  const usable = (entry: Entry | undefined): NamedKey => {
    const found = present(entry);
    if (found.state === "erased") throw new Problem("not-allowed");
    if (found.state !== "key") throw missingKey(log);
    return found;
  };
  const tokenIn = (entry: Entry | undefined): Uint8Array => {
    const found = present(entry);
    if (found.state !== "token") throw missingKey(log);
    return found.token;
  };

  return {
    async keyOf(owner, keyClass) {
      const [key] = await known.all([keySlot(owner, keyClass), ...tokenSlots([owner])]);
      return usable(key);
    },
    async keysFor(wanted) {
      const slots = wanted.map((one) => ({ ...keySlot(one.owner, one.class), keyId: one.keyId }));
      const found = await known.all([...slots, ...tokenSlots(wanted.map(({ owner }) => owner))]);
      return wanted.map(({ keyId }, at) => keyFor(present(found[at]), keyId));
    },
    lookupKey: async () => usable((await known.all([lookupSlot]))[0]).key,
    branchKey: branches.current,
    async tokensOf(members) {
      const found = await known.all(members.map(tokenSlot));
      return new Map(members.map((member, at) => [member, tokenIn(found[at])]));
    },
    async newOwner(owner) {
      const branch = await branches.current();
      if (owner === tenantMember) return newTenantKey(branch, tenant);
      const { token, ...keys } = newMember(branch, tenant, owner);
      // Member ids are random and never made twice: one that a refused transaction leaves here names nobody.
      known.remember(tokenAddress(owner), { state: "token", token });
      return keys;
    },
  };
};
