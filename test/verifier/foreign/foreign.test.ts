import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeBundle } from "../../../functions/tlog/bundle.ts";
import { parseNote } from "../../../functions/tlog/note.ts";
import { writeVerifierKey } from "../../../functions/tlog/verifier-key.ts";
import { proveEntry } from "../../../functions/verifier/prove-entry.ts";
import { entriesOf, rootOfEntries } from "../../tlog/tree.ts";
import {
  auditEntries,
  checkpointOf,
  type Files,
  filesOfLog,
  newSigningKey,
  reading,
  signing,
} from "../signed-log.ts";
import { type ForeignVerifier, goVerifier } from "./go.ts";
import { sigstoreAccepts } from "./sigstore.ts";

const base = mkdtempSync(join(tmpdir(), "kith-foreign-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let folders = 0;
/** Writes a log as an export would. */
function written(files: Files): string {
  folders += 1;
  const folder = join(base, String(folders));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
const key = writeVerifierKey(signing.key);
const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000];

describe("Go's golang.org/x/mod/sumdb", { timeout: 120_000 }, () => {
  let go: ForeignVerifier;
  beforeAll(async () => {
    go = await goVerifier();
  }, 120_000);
  afterAll(() => go.remove());

  it.each(sizes)("accepts a log of %i entries, tile by tile", (size) => {
    const { says } = go.check(written(filesOfLog(entriesOf(size), 900)), key);
    expect(says).toBe(`intact ${size}\n`);
  });

  it("accepts that a log goes on from an older checkpoint, and not from another log's", () => {
    const entries = entriesOf(600);
    const folder = written(filesOfLog(entries));
    const older = (root: Buffer, size = 300) => {
      const file = join(base, "older");
      writeFileSync(file, checkpointOf(size, root));
      return file;
    };
    expect(go.check(folder, key, older(rootOfEntries(entries.slice(0, 300)))).intact).toBe(true);
    expect(go.check(folder, key, older(rootOfEntries(entriesOf(300, 1)))).intact).toBe(false);
    expect(go.check(folder, key, older(rootOfEntries(entries.slice(0, 300)), 601)).intact).toBe(false);
  });

  const entries = auditEntries(600);
  const changed = (change: (files: Files) => void): Files => {
    const files: Files = new Map([...filesOfLog(entries)].map(([path, bytes]) => [path, Buffer.from(bytes)]));
    change(files);
    return files;
  };
  const set = (path: string, change: (bytes: Buffer) => Buffer) =>
    changed((files) => void files.set(path, change(files.get(path) ?? Buffer.alloc(0))));
  const root = rootOfEntries(entries);

  it.each<readonly [string, Files]>([
    ["a changed entry", set("tile/entries/001", (bytes) => bytes.fill(7, 200, 201))],
    ["a bundle that is cut off", set("tile/entries/001", (bytes) => bytes.subarray(0, -1))],
    ["a bundle that lacks an entry", set("tile/entries/001", () => encodeBundle(entries.slice(256, 511)))],
    ["a missing bundle", changed((files) => files.delete("tile/entries/000"))],
    ["a missing tile", changed((files) => files.delete("tile/0/000"))],
    ["a changed tile", set("tile/0/001", (bytes) => bytes.fill(0, 0, 1))],
    ["a changed tile of the second level", set("tile/1/000.p/2", (bytes) => bytes.fill(0, 0, 1))],
    [
      "two entries that changed places",
      set("tile/entries/001", () =>
        encodeBundle(
          [entries[257], entries[256], ...entries.slice(258, 512)].filter((one) => one !== undefined),
        ),
      ),
    ],
    [
      "a changed size",
      set("checkpoint", (bytes) => Buffer.from(String(bytes).replace("\n600\n", "\n599\n"))),
    ],
    [
      "another key's signature",
      set("checkpoint", () => Buffer.from(checkpointOf(600, root, newSigningKey()))),
    ],
  ])("refuses %s", (_, files) => {
    expect(go.check(written(files), key).intact).toBe(false);
  });
});

describe("Sigstore's Merkle and checkpoint code", () => {
  it.each([1, 2, 257, 600])("accepts proofs of a log of %i entries, and no others", async (size) => {
    const entries = auditEntries(size);
    const files = filesOfLog(entries);
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      const { file = "", entry = Buffer.alloc(0) } =
        (await proveEntry(index, signing.key, reading(files))) ?? {};
      expect(sigstoreAccepts(file, entry, signing.key)).toBe(true);
      expect(sigstoreAccepts(file, Buffer.concat([entry, entry]), signing.key)).toBe(false);
      expect(sigstoreAccepts(file, entry, newSigningKey().key)).toBe(false);
      expect(sigstoreAccepts(file.replace(`\n${size}\n`, `\n${size + 1}\n`), entry, signing.key)).toBe(false);
    }
  });
});

describe("openssl", () => {
  const verifies = (note: string): boolean => {
    const { text = "", signatures = [] } = parseNote(note) ?? {};
    const folder = written(
      new Map([
        ["text", Buffer.from(text)],
        ["signature", signatures[0]?.signature ?? Buffer.alloc(0)],
        ["key.pem", Buffer.from(signing.key.key.export({ format: "pem", type: "spki" }))],
      ]),
    );
    const words = [
      "pkeyutl",
      "-verify",
      "-pubin",
      "-inkey",
      "key.pem",
      "-rawin",
      "-in",
      "text",
      "-sigfile",
      "signature",
    ];
    return spawnSync("openssl", words, { cwd: folder }).status === 0;
  };
  it("accepts the signature of a checkpoint, and not that of another text", () => {
    const note = checkpointOf(600, rootOfEntries(entriesOf(600)));
    expect(verifies(note)).toBe(true);
    expect(verifies(note.replace("\n600\n", "\n601\n"))).toBe(false);
  });
});
