import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBundle, encodeBundle, longestEntry } from "../../functions/tlog/bundle.ts";
import { parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { emptyEdge } from "../../functions/tlog/edge.ts";
import { grown } from "../../functions/tlog/growth.ts";
import { emptyRoot, perfectRoot } from "../../functions/tlog/hash.ts";
import { parseNote, writeNote } from "../../functions/tlog/note.ts";
import { parsePath } from "../../functions/tlog/paths.ts";
import { parseProofFile, writeProofFile } from "../../functions/tlog/proof-file.ts";
import { treeFiles } from "../../functions/tlog/tree-files.ts";
import {
  openNote,
  parseVerifierKey,
  verifierKeyOf,
  writeVerifierKey,
} from "../../functions/tlog/verifier-key.ts";
import { entriesOf, logOf } from "./tree.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const der = publicKey.export({ format: "der", type: "spki" });
const own = verifierKeyOf("example/log", der);
const root = emptyRoot.toString("base64");
const line = (bytes: Buffer, name = "example/log") => `\u2014 ${name} ${bytes.toString("base64")}`;

describe("The files of a tree", () => {
  it("are exactly those that a log of that size has, the bundles first, in whatever batches it grew", () => {
    fc.assert(
      fc.property(fc.nat(1_500), (size) => {
        const { files } = logOf([entriesOf(size)]);
        const paths = [...treeFiles(size)];
        expect(paths.toSorted()).toEqual([...files.keys()].filter((path) => path.startsWith("tile/")).sort());
        const isBundle = paths.map((path) => path.startsWith("tile/entries/"));
        expect(isBundle).toEqual(isBundle.toSorted().reverse());
      }),
      { numRuns: 20 },
    );
  });

  it("say whether they are complete: the others give way to wider ones", () => {
    const { files } = grown(emptyEdge, entriesOf(300));
    expect(files.map(({ path, full }) => [path, full])).toEqual([
      ["tile/entries/000", true],
      ["tile/0/000", true],
      ["tile/entries/001.p/44", false],
      ["tile/0/001.p/44", false],
      ["tile/1/000.p/1", false],
    ]);
    expect(grown(grown(emptyEdge, entriesOf(300)).edge, []).files).toEqual([]);
  });
});

describe("A bundle", () => {
  it("holds entries of up to 65,535 bytes, and at most 256 of them", () => {
    const longest = Buffer.alloc(longestEntry, 1);
    expect(decodeBundle(encodeBundle([longest]))).toEqual([longest]);
    expect(() => encodeBundle([Buffer.alloc(longestEntry + 1)])).toThrow("65,535");
    expect(() => encodeBundle(entriesOf(257))).toThrow("256");
  });

  it.each([
    ["cut in an entry", encodeBundle(entriesOf(3)).subarray(0, -1)],
    ["cut in a length", Buffer.concat([encodeBundle(entriesOf(3)), Buffer.alloc(1)])],
    ["one entry that says it is longer", Buffer.from([0, 9, 1])],
  ])("is none when it is %s", (_, bytes) => {
    expect(decodeBundle(bytes)).toBeUndefined();
  });
});

it("A perfect subtree has a power of two of leaves", () => {
  expect(() => perfectRoot(Buffer.alloc(3 * 32))).toThrow("power of two");
});

describe("A checkpoint's text", () => {
  it("may be of an empty log", () => {
    expect(parseCheckpoint(`o\n0\n${root}\n`)).toMatchObject({ size: 0 });
  });
  it.each([
    ["without a name", `\n1\n${root}\n`],
    ["with a size below nothing", `o\n-1\n${root}\n`],
    ["with a size in another spelling", `o\n01\n${root}\n`],
    ["with more than Kith can count", `o\n9007199254740993\n${root}\n`],
    ["with a short root", `o\n1\n${root.slice(4)}\n`],
    ["with a root in another spelling", `o\n1\n${root.replace("=", "")}\n`],
    ["with one line", "o"],
    ["with two", "o\n1"],
  ])("is none %s", (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});

describe("A note", () => {
  const bytes = Buffer.alloc(68, 9);
  it.each([
    ["of two signatures, one of which is none", `t\n\n${line(bytes)}\nx\n`],
    ["with a signature of four bytes: an id alone", `t\n\n${line(Buffer.alloc(4, 1))}\n`],
    ["with a signature in another spelling", `t\n\n${line(bytes).slice(0, -1)}\n`],
    ["with something before the dash", `t\n\nx${line(bytes)}\n`],
    ["with something behind the signature", `t\n\n${line(bytes)} x\n`],
    ["with a plus in the name", `t\n\n${line(bytes, "a+b")}\n`],
    ["that has no empty line, though it ends as one", line(bytes)],
    ["of more than a megabyte", `${"t".repeat(1_000_000)}\n\n${line(bytes)}\n`],
  ])("is none %s", (_, note) => {
    expect(parseNote(note)).toBeUndefined();
  });
  it("may have a signature of five bytes, and be of exactly a megabyte", () => {
    expect(parseNote(`t\n\n${line(Buffer.alloc(5, 1))}\n`)?.signatures).toHaveLength(1);
    const end = `\n\n${line(bytes)}\n`;
    expect(parseNote("t".repeat(1_000_000 - end.length) + end)).toBeDefined();
  });
});

describe("The key of a log", () => {
  const good = writeVerifierKey(own);
  const [name = "", keyId = "", encoded = ""] = good.split("+");
  it("is read from its line, with spaces around it", () => {
    expect(parseVerifierKey(` ${good}\n`)).toMatchObject({ name: "example/log", keyId: own.keyId });
  });
  it.each([
    ["with something before it", `x ${good}`],
    ["with something behind it", `${good} x`],
    ["with the id of another", `${name}+00000000+${encoded}`],
    ["with a shorter key", `${name}+${keyId}+${encoded.slice(4)}`],
    ["of another algorithm", `${name}+${keyId}+${`Ag${encoded.slice(2)}`}`],
    ["in another spelling", `${name}+${keyId}+${encoded}=`],
    ["that is nothing", ""],
  ])("is none %s", (_, text) => {
    expect(parseVerifierKey(text)).toBeUndefined();
  });
  it("is an Ed25519 key", () => {
    const other = generateKeyPairSync("x25519").publicKey.export({ format: "der", type: "spki" });
    expect(() => verifierKeyOf("x", other)).toThrow("Ed25519");
    expect(() => verifierKeyOf("x", Buffer.concat([der, Buffer.alloc(1)]))).toThrow("Ed25519");
  });
  it("is known by its name and its id together", () => {
    const signature = sign(null, Buffer.from("t\n"), privateKey);
    const by = (more: object) =>
      openNote(writeNote({ text: "t\n", signatures: [{ ...own, signature, ...more }] }), own).state;
    expect(by({})).toBe("signed");
    expect(by({ name: "another/log" })).toBe("other-key");
    expect(by({ keyId: "00000000" })).toBe("other-key");
  });
});

describe("A path", () => {
  it.each(["xtile/0/000", "tile/0/000x", "tile/0/000.p/0", "tile/7/000", "tile/0/000.p/256", "tile", ""])(
    "is none: %s",
    (path) => {
      expect(parsePath(path)).toBeUndefined();
    },
  );
});

describe("A proof file", () => {
  const hash = Buffer.alloc(32, 5);
  const good = { index: 7, proof: [hash, hash], checkpoint: "note" };
  it("is read back, also of the first entry, and with as many hashes as a tree can have", () => {
    expect(parseProofFile(writeProofFile(good))).toEqual(good);
    const first = { ...good, index: 0, proof: Array.from({ length: 63 }, () => hash) };
    expect(parseProofFile(writeProofFile(first))).toEqual(first);
  });
  it.each([
    ["of too many hashes", writeProofFile({ ...good, proof: Array.from({ length: 64 }, () => hash) })],
    ["of a short hash", writeProofFile({ ...good, proof: [hash.subarray(1)] })],
    ["of a place below nothing", writeProofFile({ ...good, index: -1 })],
    ["without the word index", writeProofFile(good).replace("index 7", "7")],
    ["with it twice", writeProofFile(good).replace("index 7", "index index 7")],
    ["with something before it", writeProofFile(good).replace("index 7", "xindex 7")],
    ["without a place", "c2sp.org/tlog-proof@v1\n\nnote"],
  ])("is none %s", (_, text) => {
    expect(parseProofFile(text)).toBeUndefined();
  });
});
