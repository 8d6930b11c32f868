import * as z from "zod/mini";
import { instant, monthOf } from "../../kernel/clock.ts";
import { type EventId, eventId } from "../../kernel/ids.ts";
import { instantOf } from "../ids.ts";

/** What a leaf is: an event, or the first leaf of a writer that took over from one it lost the count of. */
export const leafTypes = ["ev", "rot"] as const;
export type LeafType = (typeof leafTypes)[number];

/** The place of a leaf in the chain of its writer. */
export interface Link {
  /** 16 random bytes of the function's instance, base64url. */
  readonly writer: string;
  /** Counts the leaves of the writer from 0. */
  readonly n: number;
  /** Leaf hash of the writer's leaf n - 1, base64url; of the first leaf, 32 zero bytes. */
  readonly previous: string;
}

/** The clear part of a leaf. */
export interface Header extends Link {
  readonly type: LeafType;
  readonly id: EventId;
  /** Milliseconds since the epoch. Its month, in UTC, is the one whose key the body is sealed under. */
  readonly at: number;
}

/** RFC 8785 JSON: the names stand in order, and every value is an integer or an ASCII string that needs no escapes. */
export const encodeHeader = ({ type, id, at, writer, n, previous }: Header): string =>
  JSON.stringify({ id, k: monthOf(at), n, p: previous, t: type, ts: instant(at), v: 1, w: writer });

const wire = z.strictObject({
  id: eventId,
  k: z.string(),
  n: z.int().check(z.minimum(0)),
  p: z.string().check(z.regex(/^[\w-]{43}$/)),
  t: z.enum(leafTypes),
  ts: z.string(),
  v: z.literal(1),
  w: z.string().check(z.regex(/^[\w-]{22}$/)),
});

const parseJson = (text: string): unknown => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // No JSON, so no header.
  }
  return parsed;
};

/** Reads a header back; undefined unless it is exactly what `encodeHeader` writes, at the instant that its id names. */
export const parseHeader = (text: string): Header | undefined => {
  const parsed = z.safeParse(wire, parseJson(text));
  if (!parsed.success) return undefined;
  const { id, n, p, t, w } = parsed.data;
  const header: Header = { type: t, id, at: instantOf(id), writer: w, n, previous: p };
  return encodeHeader(header) === text ? header : undefined;
};
