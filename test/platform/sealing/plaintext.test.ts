import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pad } from "../../../functions/platform/sealing/padding.ts";
import { fromPlaintext, longestText, toPlaintext } from "../../../functions/platform/sealing/plaintext.ts";
import { anyText } from "./arbitraries.ts";

const shape = fc.constantFrom("text" as const, "structured" as const);
const deflated = (bytes: Uint8Array) => pad(Buffer.concat([Uint8Array.of(0xff), deflateRawSync(bytes)]), 64);
const random = Buffer.concat(
  Array.from({ length: 6 }, (_, at) => createHash("sha512").update(`${at}`).digest()),
);
/** 512 bytes of UTF-8 in which deflate finds nothing to save. */
const noise = Array.from(random, (byte, at) =>
  String.fromCharCode(at % 3 ? byte % 128 : 128 + byte * 7),
).join("");

describe("the plaintext of a text", () => {
  it("comes back as it was, whatever its characters", () => {
    fc.assert(
      fc.property(anyText(2_000), shape, (text, of) => {
        expect(fromPlaintext(toPlaintext(text, of), of)).toBe(text);
      }),
    );
  });
  it("keeps a mark of byte order at its beginning", () => {
    expect(fromPlaintext(toPlaintext("\ufefftext", "text"), "text")).toBe("\ufefftext");
  });
  it("is padded to 64 bytes as text and to 256 as anything structured", () => {
    expect(toPlaintext("yes", "text")).toEqual(pad(Buffer.from("yes"), 64));
    expect(toPlaintext("yes", "structured")).toEqual(pad(Buffer.from("yes"), 256));
  });
  it("is deflated behind a 0xff from 512 bytes of free text", () => {
    expect(toPlaintext("x".repeat(511), "text")).toEqual(pad(Buffer.from("x".repeat(511)), 64));
    expect(toPlaintext("x".repeat(512), "text")).toEqual(deflated(Buffer.from("x".repeat(512))));
    expect(fromPlaintext(toPlaintext("x".repeat(512), "text"), "text")).toBe("x".repeat(512));
  });
  it("counts bytes, not characters", () => {
    expect(toPlaintext("é".repeat(256), "text")[0]).toBe(0xff);
    expect(toPlaintext("é".repeat(255), "text")[0]).toBe(0xc3);
  });
  it("is never deflated when structured: lengths of kinds would differ", () => {
    expect(toPlaintext("x".repeat(5_000), "structured")).toHaveLength(5_120);
  });
  it("is left as it is when deflating does not make it shorter", () => {
    expect(Buffer.byteLength(noise)).toBe(512);
    expect(toPlaintext(noise, "text")).toEqual(pad(Buffer.from(noise), 64));
  });
  it("is left as it is when deflating makes it neither shorter nor longer", () => {
    const text = noise + "a".repeat(33);
    expect(deflateRawSync(Buffer.from(text)).length + 1).toBe(Buffer.byteLength(text));
    expect(toPlaintext(text, "text")).toEqual(pad(Buffer.from(text), 64));
  });
  it("may have 64 KiB, and comes back", () => {
    const long = "x".repeat(longestText);
    expect(longestText).toBe(65_536);
    for (const of of ["text", "structured"] as const)
      expect(fromPlaintext(toPlaintext(long, of), of)).toBe(long);
  });
});

describe("making a plaintext refuses", () => {
  it("more than 64 KiB", () => {
    expect(() => toPlaintext("x".repeat(longestText + 1), "text")).toThrow(
      "Sealed text is well-formed, at most 64 KiB.",
    );
  });
  it("half a surrogate pair, which UTF-8 cannot carry", () => {
    expect(() => toPlaintext("a\ud800", "text")).toThrow(RangeError);
  });
});

describe("reading a plaintext refuses", () => {
  it("wrong padding, and the padding of the other shape", () => {
    expect(fromPlaintext(Buffer.alloc(64), "text")).toBeUndefined();
    expect(fromPlaintext(toPlaintext("text", "text"), "structured")).toBeUndefined();
  });
  it("what is not UTF-8", () => {
    expect(fromPlaintext(pad(Uint8Array.of(0x61, 0xc3), 64), "text")).toBeUndefined();
  });
  it("a deflated value that is damaged or inflates beyond 64 KiB", () => {
    expect(fromPlaintext(pad(Uint8Array.of(0xff, 0xff, 0xff), 64), "text")).toBeUndefined();
    expect(fromPlaintext(deflated(Buffer.alloc(longestText, "x")), "text")).toHaveLength(longestText);
    expect(fromPlaintext(deflated(Buffer.alloc(longestText + 1, "x")), "text")).toBeUndefined();
  });
  it("a deflated value where none is ever made", () => {
    const bytes = Buffer.concat([Uint8Array.of(0xff), deflateRawSync(Buffer.from("x".repeat(600)))]);
    expect(fromPlaintext(pad(bytes, 256), "structured")).toBeUndefined();
  });
});
