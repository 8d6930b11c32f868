import { createDecipheriv, createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { split } from "../../../functions/platform/sealing/derive.ts";
import { cipherOptions } from "../../../functions/platform/sealing/format.ts";

describe("the derived bytes", () => {
  it("are a key and a commitment, and hold zeros afterwards", () => {
    const okm = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
    const { key, commitment } = split(okm);
    expect(key.export()).toEqual(Buffer.alloc(32, 1));
    expect(commitment).toEqual(Buffer.alloc(32, 2));
    expect(okm).toEqual(Buffer.alloc(64));
  });
});

describe("AES-GCM in node", () => {
  const setTag = (options: object) =>
    createDecipheriv("aes-256-gcm", createSecretKey(Buffer.alloc(32)), Buffer.alloc(12), options).setAuthTag(
      Buffer.alloc(4),
    );

  it("is told that a tag has 16 bytes, and then refuses one of 4", () => {
    expect(cipherOptions).toEqual({ authTagLength: 16 });
    expect(() => setTag(cipherOptions)).toThrow(/authentication tag length/i);
  });
});
