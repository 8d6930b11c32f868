import { createSecretKey } from "node:crypto";
import fc from "fast-check";

const printable = Array.from({ length: 0x7e - 0x21 + 1 }, (_, at) => String.fromCharCode(0x21 + at));

export const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
export const field = fc.string({ unit: fc.constantFrom(...printable), minLength: 1, maxLength: 255 });
export const context = fc.array(field, { minLength: 1, maxLength: 9 });
export const key = bytes(32).map((secret) => createSecretKey(secret));
export const plaintext = fc.uint8Array({ minLength: 1, maxLength: 512 });
/** A sealing without a salt. */
export const sealing = fc.record({ key, keyId: bytes(16), context, plaintext });
const surrogates = 0x800;
/** Any Unicode character, each as likely as another; half of a surrogate pair is none. */
export const character = fc
  .integer({ min: 0, max: 0x10_ffff - surrogates })
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + surrogates));
/** Any well-formed text, with enough ASCII among it to look like one. */
export const anyText = (maxLength: number) =>
  fc.string({ unit: fc.oneof(character, fc.constantFrom(...printable, "\0", "\n", "\ufeff")), maxLength });
