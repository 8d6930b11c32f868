import type { Committed } from "../../kernel/audit.ts";
import type { KeyOwner, Write } from "../../kernel/ports.ts";
import { type Address, addressName } from "./addresses.ts";
import { missingKey } from "./aws-calls.ts";
import type { BranchKeys } from "./branch-keys.ts";
import type { EntrySource } from "./entries.ts";
import { numberOf } from "./fields.ts";
import { unwrapKey, wrapAgain } from "./wrapping.ts";

/** Makes writes true together with the caller's own event, which holds the commitments of what was sealed. */
export type Recording = (writes: readonly Write[], commitments: readonly string[]) => Promise<Committed>;

export interface Rewrapping extends Pick<EntrySource, "read" | "tenant" | "log"> {
  readonly branches: BranchKeys;
  readonly record: Recording;
}

/** What became of a key: wrapped anew, wrapped so already, erased, or changed by somebody else meanwhile (worth another look). */
export type Rewrapped = "rewrapped" | "current" | "erased" | "changed";

/**
 * Wraps a key under the current branch key. An update of the item as it was read, never a Put: a key that was erased
 * meanwhile stays erased.
 * @throws Problem `unavailable` when the key is missing or does not open, or it is not certain that it was written.
 */
export const rewrap = async (from: Rewrapping, address: Address, owner: KeyOwner): Promise<Rewrapped> => {
  const item = (await from.read([address])).get(addressName(address));
  if (item?.state === "erased") return "erased";
  const [before, v] = [numberOf(item, "bv"), numberOf(item, "v")];
  if (item === undefined || before === undefined || v === undefined) throw missingKey(from.log);
  const branch = await from.branches.current();
  if (branch.version <= before) return "current";
  const key = unwrapKey(await from.branches.ofVersion(before), from.tenant, item, owner);
  if (key === undefined) throw missingKey(from.log);
  const { attributes, commitment } = wrapAgain(branch, from.tenant, address, owner, key, v + 1);
  const { table, pk, sk } = address;
  const when = { equals: { bv: before, v } };
  const write: Write = {
    kind: "update",
    ...{ table, key: { pk, sk }, set: attributes, when, refuses: "changed-meanwhile" },
  };
  const { outcome } = await from.record([write], [commitment]);
  return outcome === "committed" ? "rewrapped" : "changed";
};
