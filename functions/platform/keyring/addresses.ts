import type { MemberId } from "../../kernel/ids.ts";
import { type Key, type KeyClass, type KeyOwner, tenantMember } from "../../kernel/ports.ts";

/** The two tables in which nothing but keys and tokens lies. */
export const keyTables = ["keyring", "audit-keys"] as const;
export type KeyTable = (typeof keyTables)[number];

/** Where one item of them lies. */
export interface Address extends Key {
  readonly table: KeyTable;
}

const inKeyring = (pk: string, sk: string): Address => ({ table: "keyring", pk, sk });
const inAuditKeys = (pk: string, sk: string): Address => ({ table: "audit-keys", pk, sk });

export const currentBranchAddress = inKeyring("BRANCH#current", "BRANCH");
export const branchAddress = (version: number): Address => inKeyring(`BRANCH#${version}`, "BRANCH");
export const lookupAddress = inKeyring("TENANT#lookup", "KEY");

/** The tenant has texts of its own, but no record of care. */
export const keyAddress = (owner: KeyOwner, keyClass: KeyClass): Address =>
  inKeyring(owner === tenantMember ? `TENANT#${owner}` : `MEMBER#${owner}`, keyClass);

export const tokenAddress = (member: MemberId): Address => inAuditKeys(`TOKEN#${member}`, "TOKEN");
export const memberOfAddress = (token: Uint8Array): Address =>
  inAuditKeys(`MEMBER-OF#${Buffer.from(token).toString("base64url")}`, "MEMBER");

/** One string per address; the parts hold no space. */
export const addressName = ({ table, pk, sk }: Address): string => `${table} ${pk} ${sk}`;
