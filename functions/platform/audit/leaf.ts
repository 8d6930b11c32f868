import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { EventId } from "../../kernel/ids.ts";
import type { Key } from "../../kernel/ports.ts";
import { internal } from "../failures.ts";
import { open } from "../sealing/open.ts";
import { seal } from "../sealing/seal.ts";
import { encodeHeader, type Header, parseHeader } from "./header.ts";
import { eventKey } from "./keys.ts";

/** Bundles of the log write a leaf's length in 16 bits. */
export const mostLeafBytes = 60_000;
const newline = 0x0a;
const label = Buffer.from("kith/audit/event/v1\0");

/** A month's key, unwrapped. */
export interface MonthKey {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** 16 bytes. */
  readonly id: Uint8Array;
  /** 32 bytes. */
  readonly key: KeyObject;
}

/** A leaf as it is stored, hashed and sealed into the log. */
export interface Leaf {
  readonly key: Key;
  readonly bytes: Buffer;
  /** Leaf hash of RFC 6962, base64url. */
  readonly hash: string;
}

/** The key of one event. Whoever is given it can open this event and no other. */
export const keyOfEvent = (month: KeyObject, id: EventId): KeyObject =>
  createSecretKey(createHmac("sha256", month).update(label).update(id).digest());

/** RFC 6962 section 2.1: SHA-256(0x00 ‖ leaf). */
export const leafHash = (leaf: Uint8Array): string =>
  createHash("sha256").update(Uint8Array.of(0)).update(leaf).digest("base64url");

const contextOf = (tenant: string, id: EventId, header: string): readonly string[] => [
  tenant,
  "audit",
  id,
  createHash("sha256").update(header).digest("hex"),
];

/** What a leaf is made of. */
export interface LeafParts {
  readonly tenant: string;
  readonly header: Header;
  readonly monthKey: MonthKey;
  /** Sealed as it is: its length says how many subjects there are, and padding would cost write units. */
  readonly body: Uint8Array;
  /** For known-answer tests alone. */
  readonly salt?: Uint8Array;
}

/**
 * Builds a leaf: header ‖ 0x0A ‖ sealed body. See docs/audit-leaf.md.
 * @throws Problem `internal` when it would be longer than 60,000 bytes.
 */
export const sealLeaf = ({ tenant, header, monthKey, body, salt }: LeafParts): Leaf => {
  const text = encodeHeader(header);
  const key = keyOfEvent(monthKey.key, header.id);
  const context = contextOf(tenant, header.id, text);
  const { sealed } = seal({ key, keyId: monthKey.id, context, plaintext: body, ...(salt && { salt }) });
  const bytes = Buffer.concat([Buffer.from(text), Uint8Array.of(newline), sealed]);
  if (bytes.length > mostLeafBytes) throw internal("A leaf has at most 60,000 bytes.");
  return { key: eventKey(header.id), bytes, hash: leafHash(bytes) };
};

/** A leaf taken apart, its body still sealed. */
export interface ParsedLeaf {
  readonly header: Header;
  readonly sealed: Uint8Array;
}

/** Takes a leaf apart; undefined when its header is not one that Kith writes. */
export const parseLeaf = (leaf: Uint8Array): ParsedLeaf | undefined => {
  const end = leaf.indexOf(newline);
  // Without a newline there is no header: what is empty is none.
  const header = parseHeader(Buffer.from(leaf.subarray(0, Math.max(end, 0))).toString("latin1"));
  return header && { header, sealed: leaf.subarray(end + 1) };
};

/** The body of a leaf; undefined when it does not open under this tenant's key of the month. */
export const openLeaf = (tenant: string, leaf: ParsedLeaf, month: KeyObject): Buffer | undefined =>
  openLeafWith(tenant, leaf, keyOfEvent(month, leaf.header.id));

/** The body of a leaf; undefined when it does not open under the key of this event. */
export const openLeafWith = (
  tenant: string,
  { header, sealed }: ParsedLeaf,
  eventKey: KeyObject,
): Buffer | undefined =>
  open({ key: eventKey, context: contextOf(tenant, header.id, encodeHeader(header)), sealed });
