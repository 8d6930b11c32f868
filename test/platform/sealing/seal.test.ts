import { createSecretKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyIdOf, looksSealed } from "../../../functions/platform/sealing/format.ts";
import { open } from "../../../functions/platform/sealing/open.ts";
import { seal } from "../../../functions/platform/sealing/seal.ts";
import { field, key, sealing } from "./arbitraries.ts";

const flip = (value: Uint8Array, bit: number): Buffer => {
  const changed = Buffer.from(value);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
};
const unsalted = {
  key: createSecretKey(Buffer.alloc(32, 1)),
  keyId: Buffer.alloc(16, 2),
  context: ["tenant", "community", "pk", "sk", "body", "member", "1"],
  plaintext: Buffer.alloc(64, 4),
};
const example = { ...unsalted, salt: Buffer.alloc(32, 3) };

describe("a sealed value", () => {
  it("opens to what was sealed, under the key and in the context of the sealing", () => {
    fc.assert(
      fc.property(sealing, (one) => {
        const { sealed, commitment } = seal(one);
        expect(open({ ...one, sealed })).toEqual(Buffer.from(one.plaintext));
        expect(sealed).toHaveLength(97 + one.plaintext.length);
        expect(sealed.subarray(49, 81)).toEqual(commitment);
        expect(keyIdOf(sealed)).toEqual(Buffer.from(one.keyId));
      }),
    );
  });
  it("does not open with any bit flipped", () => {
    const { sealed } = seal(example);
    for (let bit = 0; bit < sealed.length * 8; bit++)
      expect(open({ ...example, sealed: flip(sealed, bit) })).toBeUndefined();
  });
  it("does not open in any other context", () => {
    fc.assert(
      fc.property(sealing, fc.nat(), field, (one, at, other) => {
        const place = at % one.context.length;
        fc.pre(one.context[place] !== other);
        const { sealed } = seal(one);
        expect(open({ ...one, sealed, context: one.context.with(place, other) })).toBeUndefined();
        expect(open({ ...one, sealed, context: [...one.context, other] })).toBeUndefined();
      }),
    );
  });
  it("does not open under a foreign key", () => {
    fc.assert(
      fc.property(sealing, key, (one, foreign) => {
        fc.pre(!one.key.equals(foreign));
        expect(open({ ...one, sealed: seal(one).sealed, key: foreign })).toBeUndefined();
      }),
    );
  });
  it("does not open when the tag alone is wrong, although key, header, context and commitment agree", () => {
    const { sealed } = seal(example);
    expect(open({ ...example, sealed: flip(sealed, sealed.length * 8 - 1) })).toBeUndefined();
  });
  it("does not open when the commitment alone is wrong, although the tag agrees", () => {
    const { sealed } = seal(example);
    expect(open({ ...example, sealed: flip(sealed, 49 * 8) })).toBeUndefined();
  });
  it("has a salt of its own each time", () => {
    const salts = Array.from({ length: 1_000 }, () => seal(unsalted).sealed.toString("hex", 17, 49));
    expect(new Set(salts).size).toBe(1_000);
    expect(salts).not.toContain("00".repeat(32));
  });
  it("is the same bytes for the same salt", () => {
    expect(seal(example).sealed).toEqual(seal(example).sealed);
  });
});

describe("what cannot be a sealed value", () => {
  const { sealed } = seal(example);
  it("is one of another version", () => {
    const foreign = Buffer.from(sealed);
    foreign[0] = 2;
    expect([looksSealed(foreign), keyIdOf(foreign), open({ ...example, sealed: foreign })]).toEqual([
      false,
      undefined,
      undefined,
    ]);
  });
  it("is an empty one, or one without ciphertext", () => {
    for (const length of [0, 1, 17, 96, 97]) {
      const cut = sealed.subarray(0, length);
      expect([looksSealed(cut), keyIdOf(cut), open({ ...example, sealed: cut })]).toEqual([
        false,
        undefined,
        undefined,
      ]);
    }
  });
  it("is not one with a single byte of ciphertext", () => {
    const one = seal({ ...example, plaintext: Buffer.alloc(1, 4) }).sealed;
    expect([one.length, looksSealed(one), keyIdOf(one)]).toEqual([98, true, example.keyId]);
  });
  it("is any that was cut short or made longer, though it may look like one", () => {
    for (let length = 0; length < sealed.length; length++)
      expect(open({ ...example, sealed: sealed.subarray(0, length) })).toBeUndefined();
    for (const more of [1, 16, 64])
      expect(open({ ...example, sealed: Buffer.concat([sealed, Buffer.alloc(more)]) })).toBeUndefined();
    const middle = Buffer.concat([sealed.subarray(0, 100), sealed.subarray(116)]);
    expect(open({ ...example, sealed: middle })).toBeUndefined();
  });
});

describe("sealing refuses", () => {
  const refused = (change: object, words: RegExp) => {
    expect(() => seal({ ...example, ...change })).toThrow(RangeError);
    expect(() => seal({ ...example, ...change })).toThrow(words);
  };
  it("a key that is no secret of 32 bytes, and so does opening", () => {
    const keys = [
      createSecretKey(Buffer.alloc(31)),
      createSecretKey(Buffer.alloc(64)),
      generateKeyPairSync("ed25519").privateKey,
    ];
    for (const wrong of keys) {
      refused({ key: wrong }, /32 bytes/);
      expect(() => open({ ...example, sealed: seal(example).sealed, key: wrong })).toThrow(/32 bytes/);
    }
  });
  it("a key id of another length", () => {
    for (const length of [0, 15, 17]) refused({ keyId: Buffer.alloc(length) }, /key id has 16 bytes/);
  });
  it("a salt of another length", () => {
    for (const length of [0, 31, 33]) refused({ salt: Buffer.alloc(length) }, /salt 32/);
  });
  it("nothing at all", () => {
    refused({ plaintext: new Uint8Array() }, /at least one byte/);
  });
  it("a context that cannot be encoded, and so does opening", () => {
    refused({ context: [] }, /1 to 255 fields/);
    refused({ context: ["two words"] }, /printable ASCII/);
    expect(() => open({ ...example, sealed: seal(example).sealed, context: [""] })).toThrow(
      /printable ASCII/,
    );
  });
});
