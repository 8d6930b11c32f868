import { randomBytes } from "node:crypto";
import type { MemberId } from "../../kernel/ids.ts";
import { type Attributes, type KeyOwner, tenantMember, type Write } from "../../kernel/ports.ts";
import { type Address, addressName, keyAddress, memberOfAddress, tokenAddress } from "./addresses.ts";
import type { BranchKey, NamedKey } from "./branch-keys.ts";
import { wrapNewKey } from "./wrapping.ts";

/** Writes that make keys, for the transaction in which their owner is made. */
export interface NewKeys {
  readonly writes: readonly Write[];
  /** Of the wrapped keys, base64url; they stand in the event of the same transaction. */
  readonly commitments: readonly string[];
  /**
   * The keys, by the name of their address. They exist only if the transaction succeeds: nothing may be sealed under them
   * but what the same transaction writes, so they belong to one request and are never remembered.
   */
  readonly made: ReadonlyMap<string, NamedKey>;
}
export interface NewMember extends NewKeys {
  /** 16 random bytes that stand for the member in the audit trail. */
  readonly token: Uint8Array;
}

const tokenLength = 16;

/** Ids are made at random: one that exists already is a fault that a new attempt does not meet again. */
export const create = ({ table, pk, sk }: Address, attributes: Attributes): Write => ({
  kind: "create",
  table,
  key: { pk, sk },
  attributes,
  refuses: "unavailable",
});

/** Makes a key that lies at an address. */
export const newKey = (branch: BranchKey, tenant: string, address: Address, owner: KeyOwner): NewKeys => {
  const { attributes, commitment, made } = wrapNewKey(branch, tenant, address, owner);
  return {
    writes: [create(address, attributes)],
    commitments: [commitment],
    made: new Map([[addressName(address), made]]),
  };
};

/** Both in one. */
export const join = (all: readonly NewKeys[]): NewKeys => ({
  writes: all.flatMap(({ writes }) => writes),
  commitments: all.flatMap(({ commitments }) => commitments),
  made: new Map(all.flatMap(({ made }) => [...made])),
});

/** The key of the tenant's own texts. */
export const newTenantKey = (branch: BranchKey, tenant: string): NewKeys =>
  newKey(branch, tenant, keyAddress(tenantMember, "community"), tenantMember);

/** Both keys of a member, and the token with its two registry items. */
export const newMember = (branch: BranchKey, tenant: string, member: MemberId): NewMember => {
  const token = randomBytes(tokenLength);
  const keys = join(
    (["community", "record"] as const).map((keyClass) =>
      newKey(branch, tenant, keyAddress(member, keyClass), member),
    ),
  );
  const registry = [create(tokenAddress(member), { token }), create(memberOfAddress(token), { member })];
  return { ...keys, writes: [...keys.writes, ...registry], token };
};
