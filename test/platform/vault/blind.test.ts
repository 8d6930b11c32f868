import { createHmac, createSecretKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blindIndex, oneTimeCode } from "../../../functions/platform/blind.ts";
import { anyText } from "../sealing/arbitraries.ts";

const secret = Buffer.alloc(32, 7);
const key = createSecretKey(secret);

describe("a blind index", () => {
  it("is the first 16 bytes of HMAC-SHA-256 over purpose, NUL and value", () => {
    const expected = createHmac("sha256", secret).update("sign-in\0issuer subject").digest().subarray(0, 16);
    expect(blindIndex(key, "sign-in", "issuer subject")).toBe(expected.toString("base64url"));
  });
  it("takes values of any characters", () => {
    fc.assert(
      fc.property(anyText(200), (value) => {
        expect(blindIndex(key, "sign-in", value)).toMatch(/^[\w-]{22}$/);
      }),
    );
  });
  it("refuses a purpose that could end before its NUL", () => {
    for (const purpose of ["", "a\0b", "two words", "é", "x".repeat(65)]) {
      expect(() => blindIndex(key, purpose, "value")).toThrow(
        "A purpose is 1 to 64 printable ASCII characters.",
      );
      expect(() => oneTimeCode(key, purpose, "value")).toThrow(RangeError);
    }
  });
});

describe("a one-time code", () => {
  it("has ten Crockford symbols, of which all 32 occur", () => {
    const codes = Array.from({ length: 200 }, (_, at) => oneTimeCode(key, "invitation", String(at)));
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(new Set(codes).size).toBe(200);
    expect(new Set(codes.join("")).size).toBe(32);
    for (let at = 0; at < 10; at++) expect(new Set(codes.map((code) => code[at])).size).toBeGreaterThan(28);
  });
  it("comes from a key of its own, so that no blind index tells it", () => {
    const label = Buffer.from("kith/one-time-code/v1");
    const codeKey = createHmac("sha512", secret)
      .update(label)
      .update(Uint8Array.of(1))
      .digest()
      .subarray(0, 32);
    const bits = createHmac("sha256", codeKey).update("invitation\0id").digest().readBigUInt64BE();
    const symbols = Array.from(oneTimeCode(key, "invitation", "id"), (one) =>
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(one),
    );
    expect(symbols).toEqual(Array.from({ length: 10 }, (_, at) => Number((bits >> BigInt(5 * at)) & 31n)));
  });
});
