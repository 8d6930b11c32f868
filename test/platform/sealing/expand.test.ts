import { createHmac, createSecretKey, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hkdfExpandSha512 } from "../../../functions/platform/sealing/expand.ts";
import { bytes } from "./arbitraries.ts";

describe("HKDF-Expand with SHA-512", () => {
  it("agrees with OpenSSL's HKDF once its extract step is taken off", () => {
    fc.assert(
      fc.property(
        bytes(32),
        bytes(64),
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 400 }),
        (input, salt, info, length) => {
          const extracted = createHmac("sha512", salt).update(input).digest();
          const expected = Buffer.from(hkdfSync("sha512", input, salt, info, length));
          expect(hkdfExpandSha512(createSecretKey(extracted), info, length)).toEqual(expected);
        },
      ),
    );
  });
  it("gives up to 255 blocks, none alike", () => {
    const okm = hkdfExpandSha512(createSecretKey(Buffer.alloc(64, 1)), Buffer.from("info"), 255 * 64);
    const blocks = Array.from({ length: 255 }, (_, at) => okm.toString("hex", at * 64, (at + 1) * 64));
    expect([okm.length, new Set(blocks).size]).toEqual([16_320, 255]);
  });
  it("refuses every other length", () => {
    for (const length of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 255 * 64 + 1]) {
      expect(() => hkdfExpandSha512(createSecretKey(Buffer.alloc(32)), Buffer.alloc(0), length)).toThrow(
        "HKDF-Expand gives 1 to 16,320 bytes.",
      );
    }
  });
});
