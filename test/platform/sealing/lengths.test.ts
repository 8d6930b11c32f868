import { createSecretKey } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPlaintext } from "../../../functions/platform/sealing/plaintext.ts";
import { seal } from "../../../functions/platform/sealing/seal.ts";

const symptoms = ["none", "a little", "more than usual", "a lot"];
/** What a member checks in with: well or unwell, few words or many, as the programs of this release ask for it. */
const checkIn = fc.record({
  feeling: fc.constantFrom("well", "so-so", "unwell"),
  weight: fc.option(fc.integer({ min: 700, max: 4_000 }), { nil: undefined }),
  pressure: fc.option(fc.tuple(fc.integer({ min: 70, max: 220 }), fc.integer({ min: 40, max: 130 })), {
    nil: undefined,
  }),
  glucose: fc.option(fc.integer({ min: 20, max: 600 }), { nil: undefined }),
  breath: fc.constantFrom(...symptoms),
  swelling: fc.option(fc.constantFrom(...symptoms), { nil: undefined }),
  missedDoses: fc.option(fc.nat(14), { nil: undefined }),
});
const bucketsOf = (lengths: readonly number[]): number => new Set(lengths).size;

describe("10,000 check-ins", () => {
  const texts = fc.sample(checkIn, { numRuns: 10_000, seed: 4 }).map((one) => JSON.stringify(one));
  const place = { key: createSecretKey(Buffer.alloc(32, 1)), keyId: Buffer.alloc(16), context: ["x"] };

  it("have one length when they are sealed, whatever they say", () => {
    const lengths = texts.map(
      (text) => seal({ ...place, plaintext: toPlaintext(text, "structured") }).sealed.length,
    );
    expect(texts).toHaveLength(10_000);
    expect(new Set(lengths)).toEqual(new Set([97 + 256]));
  });

  it("have many lengths as they are, and deflated: a length would tell who is unwell", () => {
    expect(bucketsOf(texts.map((text) => text.length))).toBeGreaterThan(50);
    expect(bucketsOf(texts.map((text) => deflateRawSync(text).length))).toBeGreaterThan(50);
  });
});
