import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/platform.ts";
import type { Item, KeyOwner } from "../../kernel/ports.ts";
import { type Address, addressName } from "./addresses.ts";
import type { BranchKeys, NamedKey } from "./branch-keys.ts";
import { coalesced, type Wanted } from "./coalesced.ts";
import { bytesOf, numberOf, sameBytes } from "./fields.ts";
import type { ReadKeys } from "./reads.ts";
import { unwrapKey } from "./wrapping.ts";

/** What lies at an address: a key, its tombstone, a token, or something that is none of them. */
export type Entry =
  | ({ readonly state: "key" } & NamedKey)
  | { readonly state: "token"; readonly token: Uint8Array }
  | { readonly state: "erased" }
  | { readonly state: "damaged" };

/** An address, and whose key or token lies there. */
export interface Slot {
  readonly address: Address;
  readonly owner: KeyOwner;
  /** The key id that is needed: a remembered key with another one is read again. */
  readonly keyId?: Uint8Array | undefined;
}

export interface EntrySource {
  readonly read: ReadKeys;
  readonly branches: BranchKeys;
  readonly tenant: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Entries {
  /** The entries in the order of the slots, undefined where there is none; all that are not remembered in one read. */
  readonly all: (slots: readonly Slot[]) => Promise<readonly (Entry | undefined)[]>;
  readonly remember: (address: Address, entry: Entry) => void;
}

const tokenLength = 16;

const keyEntry = async (
  { branches, tenant, log }: EntrySource,
  item: Item,
  owner: KeyOwner,
): Promise<Entry> => {
  if (item.state === "erased") return { state: "erased" };
  const version = numberOf(item, "bv");
  const key =
    version === undefined ? undefined : unwrapKey(await branches.ofVersion(version), tenant, item, owner);
  if (key) return { state: "key", ...key };
  log({ level: "alarm", event: "damaged-value" });
  return { state: "damaged" };
};

const tokenEntry = (item: Item): Entry => {
  const token = bytesOf(item, "token");
  return token?.length === tokenLength ? { state: "token", token } : { state: "damaged" };
};

const entryOf = async (from: EntrySource, { address, owner }: Slot, item: Item): Promise<Entry> =>
  address.table === "keyring" ? keyEntry(from, item, owner) : tokenEntry(item);

const suits =
  (keyId: Uint8Array) =>
  (entry: Entry): boolean =>
    entry.state !== "key" || sameBytes(entry.keyId, keyId);

const wanted = (slot: Slot): Wanted<Entry, Slot> => ({
  name: addressName(slot.address),
  what: slot,
  ...(slot.keyId && { suits: suits(slot.keyId) }),
});

/** Keys and tokens, remembered for at most five minutes. */
export const entries = (from: EntrySource): Entries => {
  const known = coalesced<Entry, Slot>(from.clock, async (slots) => {
    const items = await from.read(slots.map(({ address }) => address));
    const loaded = slots.map(async (slot): Promise<[string, Entry][]> => {
      const name = addressName(slot.address);
      const item = items.get(name);
      return item ? [[name, await entryOf(from, slot, item)]] : [];
    });
    return new Map((await Promise.all(loaded)).flat());
  });
  return {
    all: (slots) => known.all(slots.map(wanted)),
    remember: (address, entry) => known.remember(addressName(address), entry),
  };
};
