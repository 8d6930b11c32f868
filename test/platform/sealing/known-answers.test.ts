import { describe, expect, it } from "vitest";
import { keyIdOf } from "../../../functions/platform/sealing/format.ts";
import { open } from "../../../functions/platform/sealing/open.ts";
import { pad, unpad } from "../../../functions/platform/sealing/padding.ts";
import { fromPlaintext } from "../../../functions/platform/sealing/plaintext.ts";
import { seal } from "../../../functions/platform/sealing/seal.ts";
import { keyOf, knownAnswers } from "./vectors.ts";

if (!knownAnswers) {
  process.stderr.write(
    "NOT CHECKED: no data/seal-vectors in ../shared nor in $KITH_SHARED; known answers of sealing.\n",
  );
}

describe.runIf(knownAnswers)("kith/seal/v1 agrees with the independent implementation", () => {
  const vectors = knownAnswers ?? [];

  it("has all forty vectors", () => {
    expect(vectors).toHaveLength(40);
  });
  it("pads to the same bytes", () => {
    for (const { plain, padTo, padded } of vectors) expect(pad(plain, padTo)).toEqual(padded);
  });
  it("seals to the same bytes", () => {
    for (const { key, padded, sealed, ...rest } of vectors)
      expect(seal({ key: keyOf(key), plaintext: padded, ...rest }).sealed).toEqual(sealed);
  });
  it("gives the commitment that stands in the sealed value", () => {
    for (const { key, padded, sealed, ...rest } of vectors) {
      expect(seal({ key: keyOf(key), plaintext: padded, ...rest }).commitment).toEqual(
        sealed.subarray(49, 81),
      );
    }
  });
  it("finds the key id", () => {
    for (const { keyId, sealed } of vectors) expect(keyIdOf(sealed)).toEqual(keyId);
  });
  it("opens to the same plaintext", () => {
    for (const { key, context, sealed, padTo, plain } of vectors) {
      const padded = open({ key: keyOf(key), context, sealed });
      expect(padded && unpad(padded, padTo)).toEqual(plain);
    }
  });
  it("reads the plaintext as the text it is, since none is marked as deflated", () => {
    for (const { padded, padTo, plain } of vectors) {
      expect(fromPlaintext(padded, padTo === 64 ? "text" : "structured")).toBe(plain.toString("utf8"));
    }
  });
  it("opens nothing with one byte of the value, the key or the context changed", () => {
    for (const { key, context, sealed } of vectors) {
      const otherKey = Buffer.from(key);
      otherKey[0] = (otherKey[0] ?? 0) ^ 1;
      expect(open({ key: keyOf(otherKey), context, sealed })).toBeUndefined();
      expect(open({ key: keyOf(key), context: [...context.slice(0, -1), "0"], sealed })).toBeUndefined();
      for (const at of [0, 1, 17, 49, 81, sealed.length - 16, sealed.length - 1]) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ 0x80;
        expect(open({ key: keyOf(key), context, sealed: changed })).toBeUndefined();
      }
    }
  });
});
