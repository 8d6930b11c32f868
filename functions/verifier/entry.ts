import { ownLeafIn, violationIn } from "../sealer/own-leaf.ts";

/** An entry as far as it can be read without a key (docs/audit-leaf.md). */
export type Entry =
  | {
      readonly kind: "event";
      readonly id: string;
      readonly at: number;
      readonly writer: string;
      readonly n: number;
      readonly previous: string;
      /** Its own leaf, where that is not the entry: an event that only the table knew. */
      readonly leaf?: Buffer;
    }
  | { readonly kind: "beginning" | "heartbeat"; readonly at: number }
  | { readonly kind: "violation"; readonly at: number; readonly of: string }
  | { readonly kind: "unknown" };

const event =
  /^\{"id":"([0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7])","k":"\d{4}-\d\d","n":(\d{1,15}),"p":"([\w-]{43})","t":"(?:ev|rot)","ts":"([\dT:.Z-]{24})","v":1,"w":"([\w-]{22})"\}\n/;
/** No header is longer. */
const headerWithin = 256;

/** Reads an entry; `unknown` when it is of no form that this version knows. */
export function entryOf(bytes: Buffer): Entry {
  const found = event.exec(bytes.toString("latin1", 0, headerWithin));
  if (found !== null) return eventOf(found);
  const own = ownLeafIn(bytes);
  if (own?.type === "gen") return { kind: "beginning", at: own.at };
  if (own?.type === "hb") return { kind: "heartbeat", at: own.at };
  if (own?.type === "rec") return recoveredOf(Buffer.from(own.body));
  return own?.type === "viol" ? violationOf(bytes) : { kind: "unknown" };
}

function eventOf([, id = "", n, previous = "", ts = "", writer = ""]: RegExpExecArray) {
  return { kind: "event", id, at: Date.parse(ts), writer, n: Number(n), previous } as const;
}

function recoveredOf(leaf: Buffer): Entry {
  const inner = event.exec(leaf.toString("latin1", 0, headerWithin));
  return inner === null ? { kind: "unknown" } : { ...eventOf(inner), leaf };
}

function violationOf(bytes: Buffer): Entry {
  try {
    const found = violationIn(bytes);
    return found === undefined ? { kind: "unknown" } : { kind: "violation", at: found.at, of: found.kind };
  } catch {
    return { kind: "unknown" };
  }
}
