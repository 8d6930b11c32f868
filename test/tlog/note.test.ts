import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkpointText, parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { emptyRoot } from "../../functions/tlog/hash.ts";
import { parseNote, writeNote } from "../../functions/tlog/note.ts";
import { parseProofFile, writeProofFile } from "../../functions/tlog/proof-file.ts";
import {
  openNote,
  parseVerifierKey,
  verifierKeyOf,
  writeVerifierKey,
} from "../../functions/tlog/verifier-key.ts";

/** The example of the documentation of Go's golang.org/x/mod/sumdb/note. */
const example = {
  key: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  note: [
    "If you think cryptography is the answer to your problem,",
    "then you don't know what your problem is.",
    "",
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
    "",
  ].join("\n"),
};

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const der = publicKey.export({ format: "der", type: "spki" });
const origin = "audit.example.org/kith-example/1";
const own = verifierKeyOf(origin, der);
const checkpoint = { origin, size: 3, root: emptyRoot };
const text = checkpointText(checkpoint);
const signature = { name: origin, keyId: own.keyId, signature: sign(null, Buffer.from(text), privateKey) };
const signed = writeNote({ text, signatures: [signature] });

describe("A signed note", () => {
  it("is opened with the key that signed it", () => {
    expect(openNote(signed, own)).toEqual({ state: "signed", note: { text, signatures: [signature] } });
  });

  it("may carry signatures that nobody here knows", () => {
    const stranger = { name: "witness.example", keyId: "01020304", signature: Buffer.alloc(72, 7) };
    const both = writeNote({ text, signatures: [stranger, signature] });
    expect(openNote(both, own).state).toBe("signed");
    expect(openNote(writeNote({ text, signatures: [stranger] }), own).state).toBe("other-key");
  });

  it("is forged when its text, or its signature, is another", () => {
    expect(openNote(signed.replace("\n3\n", "\n4\n"), own).state).toBe("forged");
    const other = { ...signature, signature: Buffer.from(signature.signature) };
    other.signature.writeUInt8(other.signature.readUInt8(9) ^ 1, 9);
    expect(openNote(writeNote({ text, signatures: [other] }), own).state).toBe("forged");
    expect(openNote(writeNote({ text, signatures: [signature, other] }), own).state).toBe("forged");
  });

  it.each([
    ["without an empty line", text],
    ["without a signature", `${text}\n`],
    ["without its last newline", signed.slice(0, -1)],
    ["with a hyphen for the dash", signed.replace("\u2014", "-")],
    ["with a control character", signed.replace("3", "3\t")],
    ["with base64 that is not canonical", signed.replace(/=*\n$/, "!\n")],
    ["with a signature of four bytes", `${text}\n\u2014 name AQIDBA==\n`],
    ["with a plus in the name", signed.replace("\u2014 audit", "\u2014 au+dit")],
    ["of nothing", ""],
    ["that is larger than any of a log", `${"a".repeat(1_000_001)}${signed}`],
  ])("is none %s", (_, note) => {
    expect(parseNote(note)).toBeUndefined();
    expect(openNote(note, own).state).toBe("no-note");
  });
});

describe("A key in one line", () => {
  it("is read, written and checked as Go's example", () => {
    const key = parseVerifierKey(example.key);
    expect(key).toMatchObject({ name: "PeterNeumann", keyId: "c74f20a3" });
    expect(key && writeVerifierKey(key)).toBe(example.key);
    expect(key && openNote(example.note, key).state).toBe("signed");
  });

  it("is read back as it was written", () => {
    expect(parseVerifierKey(`${writeVerifierKey(own)}\n`)).toMatchObject({ name: origin, keyId: own.keyId });
  });

  it.each([
    ["with the id of another", example.key.replace("c74f20a3", "c74f20a4")],
    ["of another kind", example.key.replace("+AR", "+Ah")],
    ["with a space in its name", example.key.replace("Peter", "Peter ")],
    ["cut off", example.key.slice(0, -4)],
    ["of nothing", ""],
  ])("is none %s", (_, line) => {
    expect(parseVerifierKey(line)).toBeUndefined();
  });

  it("is made of an Ed25519 key alone", () => {
    const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    expect(() => verifierKeyOf(origin, p256.export({ format: "der", type: "spki" }))).toThrow(RangeError);
    expect(() => verifierKeyOf(origin, der.subarray(1))).toThrow(RangeError);
    const x25519 = generateKeyPairSync("x25519").publicKey.export({ format: "der", type: "spki" });
    expect(() => verifierKeyOf(origin, x25519)).toThrow(RangeError);
  });
});

describe("The text of a checkpoint", () => {
  it("is read back as it was written, also with lines of extensions", () => {
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}more\n`)).toEqual(checkpoint);
  });

  it.each([
    ["size with a leading zero", text.replace("\n3\n", "\n03\n")],
    ["size below zero", text.replace("\n3\n", "\n-3\n")],
    ["size beyond counting", text.replace("\n3\n", "\n9007199254740993\n")],
    ["size that is none", text.replace("\n3\n", "\nthree\n")],
    ["root that is cut off", text.replace(/....\n$/, "\n")],
    ["name that is empty", text.slice(origin.length)],
  ])("is none with a %s", (_, other) => {
    expect(parseCheckpoint(other)).toBeUndefined();
  });
});

describe("A proof file", () => {
  const file = { index: 2, proof: [emptyRoot, emptyRoot], checkpoint: signed };
  const written = writeProofFile(file);

  it("is read back as it was written, also with a line of extra data", () => {
    expect(parseProofFile(written)).toEqual(file);
    expect(parseProofFile(written.replace("index", "extra AAAA\nindex"))).toEqual(file);
    expect(written.split("\n").slice(0, 2)).toEqual(["c2sp.org/tlog-proof@v1", "index 2"]);
  });

  it.each([
    ["another version", written.replace("@v1", "@v2")],
    ["no index", written.replace("index 2\n", "")],
    ["an index with a leading zero", written.replace("index 2", "index 02")],
    ["a hash that is cut off", written.replace(/=\n\n/, "\n\n")],
    ["too many hashes", writeProofFile({ ...file, proof: Array.from({ length: 64 }, () => emptyRoot) })],
    ["no end", written.slice(0, 30)],
  ])("is none with %s", (_, other) => {
    expect(parseProofFile(other)).toBeUndefined();
  });
});
