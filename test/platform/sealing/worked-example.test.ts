import { createSecretKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeContext } from "../../../functions/platform/sealing/context.ts";
import { derive } from "../../../functions/platform/sealing/derive.ts";
import { open } from "../../../functions/platform/sealing/open.ts";
import { fromPlaintext, toPlaintext } from "../../../functions/platform/sealing/plaintext.ts";
import { seal } from "../../../functions/platform/sealing/seal.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/seal-format.md"), "utf8");
const block = /```example\n(.*?)```/s.exec(page)?.[1] ?? "";
const lines = new Map(
  Array.from(block.matchAll(/^(\w+) += (.+)$/gm), ([, name = "", value = ""]) => [name, value]),
);
const hex = (name: string) => Buffer.from(lines.get(name) ?? "", "hex");
const key = createSecretKey(hex("key"));
const context = (lines.get("context") ?? "").split(" ");
const text = "My weight is up 3 lb since Tuesday.";

describe("the worked example of docs/seal-format.md", () => {
  it("encodes its context as the page says", () => {
    expect(encodeContext(context)).toEqual(hex("encoded"));
  });
  it("derives the key and the commitment that the page says", () => {
    const derived = derive(key, hex("sealed").subarray(0, 49), context);
    expect(derived.key.export()).toEqual(hex("K"));
    expect(derived.commitment).toEqual(hex("C"));
  });
  it("pads and seals to the bytes that the page says", () => {
    expect(Buffer.from(text)).toEqual(hex("plaintext"));
    expect(toPlaintext(text, "text")).toEqual(hex("padded"));
    const { sealed } = seal({
      key,
      keyId: hex("keyId"),
      salt: hex("salt"),
      context,
      plaintext: hex("padded"),
    });
    expect(sealed).toEqual(hex("sealed"));
    expect(Buffer.concat([hex("ciphertext"), hex("tag")])).toEqual(sealed.subarray(81));
  });
  it("opens to the text", () => {
    const padded = open({ key, context, sealed: hex("sealed") });
    expect(padded && fromPlaintext(padded, "text")).toBe(text);
  });
});
