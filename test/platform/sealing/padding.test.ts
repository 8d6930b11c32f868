import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pad, unpad } from "../../../functions/platform/sealing/padding.ts";

const block = fc.constantFrom(64, 256);
const plain = fc.uint8Array({ maxLength: 600 });

describe("padding", () => {
  it("comes off as it was put on, and is at least one byte", () => {
    fc.assert(
      fc.property(plain, block, (bytes, size) => {
        const padded = pad(bytes, size);
        expect(padded.length % size).toBe(0);
        expect(padded.length).toBeGreaterThan(bytes.length);
        expect(padded.length - bytes.length).toBeLessThanOrEqual(size);
        expect(unpad(padded, size)).toEqual(Buffer.from(bytes));
      }),
    );
  });
  it("keeps zeros and marks at the end of the plaintext", () => {
    for (const end of [[0], [0x80], [0x80, 0, 0], [0, 0x80]])
      expect(unpad(pad(Uint8Array.from(end), 64), 64)).toEqual(Buffer.from(end));
  });
  it("adds a whole block to a full one", () => {
    expect(pad(Buffer.alloc(64), 64)).toHaveLength(128);
    expect(pad(Buffer.alloc(63), 64)).toHaveLength(64);
  });
});

describe("unpadding refuses", () => {
  it("bytes without a mark", () => {
    expect(unpad(Buffer.alloc(64), 64)).toBeUndefined();
  });
  it("no bytes at all", () => {
    expect(unpad(Buffer.alloc(0), 64)).toBeUndefined();
  });
  it("anything but zeros behind the mark", () => {
    const padded = pad(Buffer.from("text"), 64);
    padded[63] = 1;
    expect(unpad(padded, 64)).toBeUndefined();
  });
  it("a length that is no multiple of the block", () => {
    expect(unpad(pad(Buffer.alloc(0), 64), 256)).toBeUndefined();
    expect(unpad(Buffer.from([0x80]), 64)).toBeUndefined();
  });
  it("more padding than the block needs", () => {
    const twice = Buffer.concat([pad(Buffer.alloc(0), 64), Buffer.alloc(64)]);
    expect(unpad(twice, 64)).toBeUndefined();
  });
});
