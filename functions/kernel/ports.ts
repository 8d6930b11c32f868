import type { MemberId } from "./ids.ts";
import type { ProblemCode } from "./problems.ts";

/** Logical names of the tables. The physical name is known to the platform alone. */
export type Table = "community" | "keyring" | "audit" | "audit-keys" | "audit-index";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Value = string | number | boolean | Uint8Array | readonly string[];
/** An item without its key: attribute names to values. */
export type Attributes = Readonly<Record<string, Value>>;
export type Item = Key & Attributes;

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Sort key after which the next page begins; absent on the last page. */
  readonly after: string | undefined;
}

/** A page of a partition: sort keys that begin with `prefix`, those behind `after`. */
export interface Page {
  readonly prefix: string;
  readonly limit: number;
  readonly after: string | undefined;
}

/** Reads items of the `community` table. Eventually consistent unless asked; a write's condition is what protects a write. */
export interface Reader {
  readonly get: (key: Key, options?: { consistent?: boolean }) => Promise<Item | undefined>;
  /** The items in the order of the keys, `undefined` where there is none. At most 100 keys, one call. */
  readonly getAll: (
    keys: readonly Key[],
    options?: { consistent?: boolean },
  ) => Promise<readonly (Item | undefined)[]>;
  /**
   * One page of a partition, newest (highest sort key) first, from sort keys that begin with `prefix`. One call. With
   * `consistent` it sees every write that was acknowledged before.
   */
  readonly newestFirst: (pk: string, page: Page & { consistent?: boolean }) => Promise<PageOf<Item>>;
  /** The same, oldest (lowest sort key) first. */
  readonly oldestFirst: (pk: string, page: Page & { consistent?: boolean }) => Promise<PageOf<Item>>;
}

/** What the value is: decides the padding. `text` is free text, `structured` everything else. */
export type Shape = "text" | "structured";
/** Which of a member's two keys: peers' conversation, or the record of care. */
export type KeyClass = "community" | "record";
/** The pseudo-member under whose key the tenant's own texts are sealed. */
export const tenantMember = "tenant";
export type KeyOwner = MemberId | typeof tenantMember;

/** Where a sealed value lies. Sealing and opening name the same place, or the value does not open. */
export interface Place extends Key {
  readonly table: Table;
  readonly attribute: string;
  readonly owner: KeyOwner;
  readonly class: KeyClass;
  /** Version of the item that holds the value. */
  readonly version: number;
}

/** What became of a value: its text; erased with its owner's key; or damaged, which also alarms. */
export type Opened =
  | { readonly state: "open"; readonly text: string }
  | { readonly state: "erased" }
  | { readonly state: "damaged" };

/** Seals and opens content. Opening adds the owner to the subjects of the request's event; sealing adds the commitment. */
export interface Vault {
  readonly seal: (place: Place, text: string, shape: Shape) => Promise<Uint8Array>;
  /** Opens many values with one look for the keys that are missing. Throws `unavailable` or `sealed`, never guesses. */
  readonly openAll: (
    values: readonly { place: Place; sealed: Uint8Array; shape: Shape }[],
  ) => Promise<readonly Opened[]>;
  /** New keys and a new subject token for a member who is being made: writes of the same transaction. */
  readonly newMember: (member: KeyOwner) => Promise<readonly Write[]>;
  /** 16-byte keyed digest of a value that must be found again but not read: base64url. */
  readonly blindIndex: (purpose: string, value: string) => Promise<string>;
  /** An invitation code of 10 Crockford symbols, derived from the invitation's id, so that it need not be stored. */
  readonly oneTimeCode: (purpose: string, id: string) => Promise<string>;
}

/** Seals a position into an opaque cursor of this caller, route and query, and reads it back. 24 hours. */
export interface Cursors {
  readonly seal: (position: string) => Promise<string>;
  /** @throws Problem `invalid-cursor` for a tampered, foreign or expired one. */
  readonly open: (cursor: string) => Promise<string>;
}

interface Spot {
  readonly table: Table;
  readonly key: Key;
}
interface Target extends Spot {
  /** The refusal that the caller gets when the condition does not hold. */
  readonly refuses: ProblemCode;
}
/** Conditions on attributes of the item as it is: equal to a value, or a list that contains a value. */
export interface Conditions {
  readonly equals?: Attributes;
  readonly contains?: Readonly<Record<string, string>>;
}
/**
 * A write that must become true together with the event. `create` refuses an item that exists; `require` only checks; `remove`
 * deletes what meets the conditions, or without conditions whatever is there; `replace` leaves nothing of what was there. `advance` makes an item that holds nothing
 * sealed, or replaces one whose text `by` stands before the new one: of several at once the furthest stays. `put` makes or
 * replaces an item that holds nothing sealed; `count` adds to numbers of an item that need not be there yet: neither is ever
 * refused.
 */
export type Write =
  | (Target & { readonly kind: "create"; readonly attributes: Attributes })
  | (Target & { readonly kind: "update"; readonly set: Attributes; readonly when: Conditions })
  | (Target & { readonly kind: "replace"; readonly attributes: Attributes; readonly when: Conditions })
  | (Target & { readonly kind: "require"; readonly when: Conditions })
  | (Target & { readonly kind: "remove"; readonly when: Conditions | undefined })
  | (Target & { readonly kind: "advance"; readonly attributes: Attributes; readonly by: string })
  | (Spot & { readonly kind: "put"; readonly attributes: Attributes })
  | Count;

/** Adds to numbers of an item, and sets what else it says. */
export type Count = Spot & {
  readonly kind: "count";
  readonly add: Readonly<Record<string, number>>;
  readonly set: Attributes;
};
