import { instant } from "../kernel/clock.ts";
import type { SealerState, ViolationKind } from "../kernel/log.ts";

/** Leaves that the sealer itself writes: how the log began, that it goes on, what was found, and what came late. */
export type OwnLeafType = "gen" | "hb" | "viol" | "rec";

const newline = Buffer.from("\n");

/**
 * A leaf of the sealer: a header and, in clear, a body. It has no key of the trail, so nothing that a member wrote may stand in it:
 * ids, hashes and counts.
 */
export const ownLeaf = (type: OwnLeafType, id: string, at: number, body: object | Uint8Array): Buffer => {
  const header = JSON.stringify({ id, t: type, ts: instant(at), v: 1 });
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  return Buffer.concat([Buffer.from(header), newline, bytes]);
};

/** What a heartbeat says: how the log stood, and how many events there were since the one before. */
export const heartbeatBody = ({ size, root, stream, counts }: SealerState) => ({
  counts: Object.fromEntries(Object.entries(counts).sort()),
  root: Buffer.from(root).toString("base64"),
  size,
  stream,
});

export interface ViolationBody {
  readonly kind: ViolationKind;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  /** Key of the item, where it is of the form that Kith writes; else the hash of it. */
  readonly item?: string;
  readonly sequence?: string;
  readonly service?: string | undefined;
  /** How many records came late, and the time of the oldest. */
  readonly count?: number;
  readonly oldest?: string;
}

const ownHeader = /^\{"id":"[0-9A-Z.]+","t":"(gen|hb|viol|rec)","ts":"([^"]+)","v":1\}\n/u;

/** A leaf of the sealer taken apart. */
export interface OwnLeaf {
  readonly type: OwnLeafType;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** JSON; of a `rec`, the event's own leaf. */
  readonly body: Uint8Array;
}

/** Longest header of a leaf of the sealer; an event's is another one within the same length. */
const headerWithin = 256;
const isOwnType = (type: string | undefined): type is OwnLeafType => type !== undefined;

/** A leaf that the sealer wrote itself; undefined for any other. */
export function ownLeafIn(leaf: Uint8Array): OwnLeaf | undefined {
  const text = Buffer.from(leaf.subarray(0, headerWithin)).toString("latin1");
  const [header = "", type, ts = ""] = ownHeader.exec(text) ?? [];
  return isOwnType(type) ? { type, at: Date.parse(ts), body: leaf.subarray(header.length) } : undefined;
}

/** What a violation in the log says; undefined for any other leaf. */
export function violationIn(
  leaf: Uint8Array,
): { readonly kind: ViolationKind; readonly at: number } | undefined {
  const own = ownLeafIn(leaf);
  if (own?.type !== "viol") return undefined;
  const { kind } = JSON.parse(Buffer.from(own.body).toString());
  return { kind, at: own.at };
}
