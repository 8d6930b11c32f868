import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { hkdfExpandSha512 } from "./sealing/expand.ts";

const purposeForm = /^[\x21-\x7e]{1,64}$/;
const digestLength = 16;
const codeLabel = Buffer.from("kith/one-time-code/v1");
/** Crockford's base32: no I, L, O, U. */
const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 10;
const bitsPerSymbol = 5n;

const digest = (key: KeyObject, purpose: string, value: string): Buffer => {
  if (!purposeForm.test(purpose)) throw new RangeError("A purpose is 1 to 64 printable ASCII characters.");
  return createHmac("sha256", key).update(`${purpose}\0${value}`).digest();
};

/**
 * Finds a value again without being able to read it: HMAC-SHA-256(lookup key, purpose ‖ 0x00 ‖ value)[0..16), base64url.
 * @throws RangeError for a purpose that is not 1 to 64 printable ASCII characters.
 */
export const blindIndex = (lookupKey: KeyObject, purpose: string, value: string): string =>
  digest(lookupKey, purpose, value).toString("base64url", 0, digestLength);

/** A key of its own, so that no blind index is ever the beginning of a code. */
const codeKey = (lookupKey: KeyObject): KeyObject => {
  const okm = hkdfExpandSha512(lookupKey, codeLabel, 32);
  const key = createSecretKey(okm);
  okm.fill(0);
  return key;
};

/**
 * A code of ten Crockford symbols (50 bits) that follows from the lookup key and an id, and so need not be stored.
 * @throws RangeError for a purpose that is not 1 to 64 printable ASCII characters.
 */
export const oneTimeCode = (lookupKey: KeyObject, purpose: string, id: string): string => {
  const bits = digest(codeKey(lookupKey), purpose, id).readBigUInt64BE();
  const symbol = (at: number) => symbols.charAt(Number((bits >> (bitsPerSymbol * BigInt(at))) & 31n));
  return Array.from({ length: codeLength }, (_, at) => symbol(at)).join("");
};
