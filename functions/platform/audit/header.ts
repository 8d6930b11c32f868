import { z } from "zod/mini";
import { instant } from "../../kernel/clock.ts";
import { type EventId, eventId } from "../../kernel/ids.ts";

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
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Month whose key the body is sealed under, `YYYY-MM`. */
  readonly month: string;
}

/** RFC 8785 JSON: the names stand in order, and every value is an ASCII string without escapes or an integer. */
export const encodeHeader = ({ type, id, at, writer, n, previous, month }: Header): string =>
  JSON.stringify({ id, k: month, n, p: previous, t: type, ts: instant(at), v: 1, w: writer });

const wire = z.strictObject({
  id: eventId,
  k: z.string().check(z.regex(/^\d{4}-\d\d$/)),
  n: z.int().check(z.minimum(0)),
  p: z.string().check(z.regex(/^[\w-]{43}$/)),
  t: z.enum(leafTypes),
  ts: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  v: z.literal(1),
  w: z.string().check(z.regex(/^[\w-]{22}$/)),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads a header back; undefined unless it is exactly what `encodeHeader` writes. */
export const parseHeader = (text: string): Header | undefined => {
  const parsed = z.safeParse(wire, parseJson(text));
  if (!parsed.success || Number.isNaN(Date.parse(parsed.data.ts))) return undefined;
  const { id, k, n, p, t, ts, w } = parsed.data;
  const header: Header = { type: t, id, at: Date.parse(ts), writer: w, n, previous: p, month: k };
  return encodeHeader(header) === text ? header : undefined;
};
