import { describe, expect, it } from "vitest";
import { eventId } from "../../../functions/kernel/ids.ts";
import { encodeHeader, type Header, parseHeader } from "../../../functions/platform/audit/header.ts";
import { instantOf } from "../../../functions/platform/ids.ts";

const id = eventId.parse("01M81B5H80EXAMP1E000000000.1");
const header: Header = {
  type: "ev",
  id,
  at: instantOf(id),
  writer: "AAECAwQFBgcICQoLDA0ODw",
  n: 412,
  previous: "A".repeat(43),
};
const text = encodeHeader(header);
const fields = JSON.parse(text);
const changed = (more: object) => JSON.stringify({ ...fields, ...more });

describe("a header", () => {
  it("is read back as it was written", () => {
    expect(parseHeader(text)).toEqual(header);
    expect(parseHeader(encodeHeader({ ...header, type: "rot", n: 0 }))).toEqual({
      ...header,
      type: "rot",
      n: 0,
    });
  });

  it.each([
    ["the month before", { k: "2026-10" }],
    ["no month", { k: undefined }],
    ["another instant than its id names", { ts: "2026-11-22T10:00:00.001Z" }],
    ["an instant and a month other than its id names", { k: "2026-10", ts: "2026-10-22T10:00:00.000Z" }],
    ["an id that is none", { id: "01M81B5H80EXAMP1E000000000" }],
    ["a number below zero", { n: -1 }],
    ["half a number", { n: 0.5 }],
    ["a previous hash that is too short", { p: "A".repeat(42) }],
    ["a previous hash that is too long", { p: "A".repeat(44) }],
    ["a writer that is too short", { w: "A".repeat(21) }],
    ["a writer that is too long", { w: "A".repeat(23) }],
    ["a writer that is not base64url", { w: "+".repeat(22) }],
    ["a type that is not known", { t: "hb" }],
    ["another version", { v: 2 }],
    ["a field too many", { z: 1 }],
  ])("is not read with %s", (_, more) => {
    expect(parseHeader(changed(more))).toBeUndefined();
  });

  it("is not read in another order, with spaces, or with a number written otherwise", () => {
    expect(parseHeader(JSON.stringify({ v: 1, ...fields }))).toBeUndefined();
    expect(parseHeader(JSON.stringify(fields, undefined, 1))).toBeUndefined();
    expect(parseHeader(text.replace("412", "4.12e2"))).toBeUndefined();
  });
});
