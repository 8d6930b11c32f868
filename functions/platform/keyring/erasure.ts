import type { MemberId } from "../../kernel/ids.ts";
import type { Item, Write } from "../../kernel/ports.ts";
import { Problem } from "../../kernel/problems.ts";
import { unavailable } from "../failures.ts";
import { type Address, addressName, keyAddress } from "./addresses.ts";
import { missingKey } from "./aws-calls.ts";
import type { EntrySource } from "./entries.ts";
import { bytesOf } from "./fields.ts";
import type { Recording } from "./rewrap.ts";

/** Ids of erased keys, outside of every table that can be restored, where nothing is taken back: random bytes, no person. */
export interface ErasureLedger {
  /** Keeps an id for good. Keeping it twice is keeping it once. */
  readonly keep: (keyId: Uint8Array) => Promise<void>;
  readonly all: () => Promise<readonly Uint8Array[]>;
}

export interface Erasing extends Pick<EntrySource, "read" | "log"> {
  readonly ledger: ErasureLedger;
  readonly record: Recording;
  /** Writes after which every write for this member is refused by its condition; none when that is so already. */
  readonly closing: (member: MemberId) => Promise<readonly Write[]>;
}

const mostAttempts = 3;
/** The class of peers' conversation. The record of care is kept for as long as the law says, and has its own key. */
const addressOf = (member: MemberId): Address => keyAddress(member, "community");

/** The write after which a key is gone: nothing of the item stays but its id. */
const tombstone = ({ table, pk, sk }: Address, keyId: Uint8Array): Write => ({
  kind: "replace",
  ...{ table, key: { pk, sk }, attributes: { state: "erased", kid: keyId }, refuses: "changed-meanwhile" },
  when: { equals: { kid: keyId } },
});

/** No write for the member is acknowledged after this: what is erased later was all there before. */
export const close = async ({ closing, record }: Erasing, member: MemberId): Promise<void> => {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const writes = await closing(member);
    if (writes.length === 0) return;
    const { outcome } = await record(writes, []);
    if (outcome === "committed") return;
  }
  throw new Problem("in-progress");
};

/** What lies where the key does. @throws Problem `unavailable` when nothing does: a missing key is never taken for an erased one. */
const readKey = async ({ read, log }: Erasing, address: Address): Promise<Item> => {
  const item = (await read([address])).get(addressName(address));
  if (item === undefined) throw missingKey(log);
  return item;
};

/**
 * The id enters the ledger before the key goes: whatever is restored later, the ledger knows of it.
 * @returns whether there was a key.
 */
export const eraseKey = async (from: Erasing, address: Address): Promise<boolean> => {
  const item = await readKey(from, address);
  const keyId = bytesOf(item, "kid");
  if (keyId === undefined) throw missingKey(from.log);
  await from.ledger.keep(keyId);
  if (item.state === "erased") return false;
  await from.record([tombstone(address, keyId)], []);
  const { state } = await readKey(from, address);
  if (state !== "erased") throw unavailable(new Error("The key is not erased."));
  return true;
};

/**
 * Erases the key of what a member told their peers: first nobody may write for them any more, then the key's id is kept in
 * the ledger, then the key goes. Whoever is interrupted calls it again, and it ends where it would have.
 * Every instance forgets the key within five minutes.
 * @throws Problem `in-progress` when the member changes all the time, `unavailable` when it is not certain that the key is gone.
 */
export const eraseMember = async (from: Erasing, member: MemberId): Promise<void> => {
  await close(from, member);
  await eraseKey(from, addressOf(member));
};
