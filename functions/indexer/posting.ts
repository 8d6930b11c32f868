import { hash } from "node:crypto";
import { hour, instant } from "../kernel/clock.ts";

/** One event in a row of the index: where its leaf is, and enough of it to pass over most of what is not looked for. */
export interface Posting {
  /** Index of the leaf in the log. */
  readonly leaf: number;
  /** Milliseconds since the epoch, of the event's id. */
  readonly at: number;
  /** {@link tagOf} the action, its low byte. */
  readonly action: number;
  readonly outcome: number;
  /** Of the actor; in the rows of requests, of the request. */
  readonly tag: number;
}

/** Leaf u40, milliseconds of the hour u24, action u8, outcome u8, tag u16; the high byte first. */
export const postingLength = 12;
const leafBytes = 5;
const msBytes = 3;
const [msAt, actionAt, outcomeAt, tagAt] = [5, 8, 9, 10];

/** 16 bits of a digest: postings that have another one are not what is looked for, those that have it may be. */
export const tagOf = (text: string): number => hash("sha256", text, "buffer").readUInt16BE();

const outcomes = ["ok", "denied", "error"];
export const outcomeCode = (outcome: string): number => outcomes.indexOf(outcome);
export const actionTag = (action: string): number => tagOf(action) % 0x100;

/** The hour of an instant, `yyyy-mm-ddThh`, UTC. */
export const hourOf = (at: number): string => instant(at).slice(0, "yyyy-mm-ddThh".length);
/** Milliseconds since the epoch of the beginning of an hour. */
export const startOf = (hourName: string): number => Date.parse(`${hourName}:00:00.000Z`);

/** The postings of one hour as bytes. */
export function packPostings(postings: readonly Posting[]): Buffer {
  const bytes = Buffer.alloc(postings.length * postingLength);
  for (const [index, { leaf, at, action, outcome, tag }] of postings.entries()) {
    const from = index * postingLength;
    bytes.writeUIntBE(leaf, from, leafBytes);
    bytes.writeUIntBE(at % hour, from + msAt, msBytes);
    bytes.writeUInt8(action, from + actionAt);
    bytes.writeUInt8(outcome, from + outcomeAt);
    bytes.writeUInt16BE(tag, from + tagAt);
  }
  return bytes;
}

/**
 * Reads the postings of an hour back.
 * @param start Milliseconds since the epoch of the beginning of the hour.
 * @returns undefined for bytes that are no postings.
 */
export function unpackPostings(bytes: Uint8Array, start: number): readonly Posting[] | undefined {
  if (bytes.length % postingLength !== 0) return undefined;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / postingLength }, (_, index) => {
    const from = index * postingLength;
    return {
      leaf: whole.readUIntBE(from, leafBytes),
      at: start + whole.readUIntBE(from + msAt, msBytes),
      action: whole.readUInt8(from + actionAt),
      outcome: whole.readUInt8(from + outcomeAt),
      tag: whole.readUInt16BE(from + tagAt),
    };
  });
}
