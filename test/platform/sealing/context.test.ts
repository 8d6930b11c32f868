import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeContext } from "../../../functions/platform/sealing/context.ts";
import { character, context, field } from "./arbitraries.ts";

describe("a context", () => {
  it("is the count, then each field behind its length", () => {
    expect(encodeContext(["ab", "c"])).toEqual(Buffer.from([2, 2, 0x61, 0x62, 1, 0x63]));
    expect(encodeContext(["!~"])).toEqual(Buffer.from([1, 2, 0x21, 0x7e]));
  });
  it("takes 255 fields of 255 bytes", () => {
    const encoded = encodeContext(Array.from({ length: 255 }, () => "x".repeat(255)));
    expect([encoded.length, encoded[0], encoded[1]]).toEqual([1 + 255 * 256, 255, 255]);
  });
  it("is encoded alike only when it is the same", () => {
    fc.assert(
      fc.property(context, context, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(encodeContext(one).equals(encodeContext(other))).toBe(same);
      }),
    );
  });
  it("is encoded differently when characters move over the border of two fields", () => {
    fc.assert(
      fc.property(
        fc.array(
          field.filter((text) => text.length < 128),
          { minLength: 2, maxLength: 2 },
        ),
        ([a = "", b = ""]) => {
          const moved = [`${a}${b.slice(0, 1)}`, b.slice(1)].filter((text) => text !== "");
          expect(encodeContext([a, b]).equals(encodeContext(moved))).toBe(false);
        },
      ),
    );
  });
  it("refuses anything but printable ASCII", () => {
    const outside = character.filter((one) => !/^[\x21-\x7e]$/.test(one));
    fc.assert(
      fc.property(
        outside,
        field.filter((text) => text.length < 200),
        fc.boolean(),
        (foreign, text, before) => {
          const wrong = before ? foreign + text : text + foreign;
          expect(() => encodeContext([wrong])).toThrow(
            "A context field must be 1 to 255 printable ASCII characters.",
          );
        },
      ),
    );
  });
  it("refuses a space, a control character, DEL and what lies above ASCII", () => {
    for (const wrong of [" ", "a b", "a\0", "a\n", "\x20", "\x7f", "é", "a\u0161"])
      expect(() => encodeContext([wrong])).toThrow(RangeError);
  });
  it("refuses an empty field and one of 256 characters", () => {
    for (const wrong of ["", "x".repeat(256)]) expect(() => encodeContext(["ok", wrong])).toThrow(RangeError);
  });
  it("refuses no field and 256 fields", () => {
    for (const count of [0, 256]) {
      expect(() => encodeContext(Array.from({ length: count }, () => "x"))).toThrow(
        "A context has 1 to 255 fields.",
      );
    }
  });
});
