import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Shape } from "../../kernel/ports.ts";
import { pad, padUnit, unpad } from "./padding.ts";

const blockOf: Readonly<Record<Shape, number>> = { text: padUnit, structured: 256 };
/** Below this many bytes deflating costs more than it saves. */
const deflateFrom = 512;
/** The longest text, in bytes of UTF-8; also what a deflated one may grow to. */
export const longestText = 64 * 1024;
/** Stands before deflated bytes. No UTF-8 text contains it, so what is not deflated needs no mark. */
const deflatedMark = 0xff;

/** The mark of byte order is a character like any other: texts come back as they were. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const shorten = (plain: Buffer): Buffer => {
  const deflated = Buffer.concat([Uint8Array.of(deflatedMark), deflateRawSync(plain)]);
  return deflated.length < plain.length ? deflated : plain;
};

/**
 * The padded plaintext of a text. Free text is one author's, so its deflated length tells nobody else's words.
 * @throws RangeError when the text is longer than 64 KiB or holds half a surrogate pair: it would not come back the same.
 */
export const toPlaintext = (text: string, shape: Shape): Buffer => {
  const plain = Buffer.from(text);
  if (plain.length > longestText || !text.isWellFormed())
    throw new RangeError("Sealed text is well-formed, at most 64 KiB.");
  const short = shape === "text" && plain.length >= deflateFrom ? shorten(plain) : plain;
  return pad(short, blockOf[shape]);
};

const restore = (plain: Buffer, shape: Shape): Buffer =>
  shape === "text" && plain[0] === deflatedMark
    ? inflateRawSync(plain.subarray(1), { maxOutputLength: longestText })
    : plain;

/** The text of a padded plaintext; undefined when the padding, the deflated bytes or the UTF-8 are wrong. */
export const fromPlaintext = (padded: Buffer, shape: Shape): string | undefined => {
  const plain = unpad(padded, blockOf[shape]);
  let text: string | undefined;
  try {
    text = plain && utf8.decode(restore(plain, shape));
  } catch {
    // Neither deflated bytes nor UTF-8: there is no text.
  }
  return text;
};
