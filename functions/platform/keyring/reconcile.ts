import { type MemberId, memberId } from "../../kernel/ids.ts";
import type { Item } from "../../kernel/ports.ts";
import type { Address } from "./addresses.ts";
import { close, type Erasing, eraseKey } from "./erasure.ts";
import { bytesOf } from "./fields.ts";

export interface Reconciling extends Erasing {
  /** Every item of the restored keyring. */
  readonly items: () => AsyncIterable<Item>;
}

/** What a restored tenant was brought back to. A table is not cut over to without it. */
export interface Reconciled {
  /** Items of the keyring that were looked at. */
  readonly examined: number;
  /** Keys that were erased before and had come back. */
  readonly erased: number;
  /** Members whose key is erased: nobody may write for them. */
  readonly members: readonly MemberId[];
}

const memberPrefix = "MEMBER#";
const nameOf = (keyId: Uint8Array): string => Buffer.from(keyId).toString("base64url");

/**
 * Carries erasures over to tables that were restored from before them, or from between their steps: what the ledger names is
 * a tombstone again, and whose key is a tombstone may not be written for. Harmless to repeat, and to interrupt.
 * @throws Problem `in-progress` or `unavailable`: the restored tables must not be used yet.
 */
export const reconcile = async (from: Reconciling): Promise<Reconciled> => {
  const gone = new Set((await from.ledger.all()).map(nameOf));
  const members: MemberId[] = [];
  let [examined, again] = [0, 0];
  for await (const item of from.items()) {
    examined++;
    const keyId = bytesOf(item, "kid");
    if (keyId === undefined || !item.pk.startsWith(memberPrefix)) continue;
    if (item.state !== "erased" && !gone.has(nameOf(keyId))) continue;
    const member = memberId.parse(item.pk.slice(memberPrefix.length));
    await close(from, member);
    const address: Address = { table: "keyring", pk: item.pk, sk: item.sk };
    if (await eraseKey(from, address)) again++;
    members.push(member);
  }
  return { examined, erased: again, members };
};
