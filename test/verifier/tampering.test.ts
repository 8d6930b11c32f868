import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../functions/kernel/verification.ts";
import { encodeBundle } from "../../functions/tlog/bundle.ts";
import { NotIntact } from "../../functions/verifier/finding.ts";
import { verifyLog } from "../../functions/verifier/verify-log.ts";
import { rootOfEntries } from "../tlog/tree.ts";
import {
  auditEntries,
  checkpointOf,
  type Files,
  filesOfLog,
  newSigningKey,
  reading,
  signing,
} from "./signed-log.ts";

const entries = auditEntries(600);
const whole = filesOfLog(entries);
const findingIn = async (files: Files): Promise<Finding | undefined> => {
  try {
    await verifyLog({ read: reading(files), key: signing.key, anchors: [] });
    return undefined;
  } catch (error) {
    if (error instanceof NotIntact) return error.finding;
    throw error;
  }
};
/** The log after a change. */
const changed = (change: (files: Files) => void): Files => {
  const files: Files = new Map([...whole].map(([path, bytes]) => [path, Buffer.from(bytes)]));
  change(files);
  return files;
};
const replaced = (path: string, change: (bytes: Buffer) => Buffer): Files =>
  changed((files) => void files.set(path, change(files.get(path) ?? Buffer.alloc(0))));
const swapped = (one: string, other: string): Files =>
  changed((files) => {
    const [first, second] = [files.get(one), files.get(other)];
    if (first && second) files.set(one, second).set(other, first);
  });
const withCheckpoint = (note: string): Files => replaced("checkpoint", () => Buffer.from(note));
const bundle = "tile/entries/001";
const [note, root] = [String(whole.get("checkpoint")), rootOfEntries(entries)];

const tamperings: readonly (readonly [name: string, files: () => Files, finding: Partial<Finding>])[] = [
  [
    "a byte of an entry's body is another one",
    () => replaced(bundle, (bytes) => bytes.fill(bytes[200] === 0 ? 1 : 0, 200, 201)),
    { what: "altered", file: bundle, index: 256 },
  ],
  [
    "an entry's length is another one",
    () => replaced(bundle, (bytes) => bytes.fill(9, 1, 2)),
    { what: "malformed", file: bundle },
  ],
  [
    "a bundle is cut off",
    () => replaced(bundle, (bytes) => bytes.subarray(0, -1)),
    { what: "malformed", file: bundle },
  ],
  [
    "a bundle is cut off behind an entry",
    () => replaced(bundle, () => encodeBundle(entries.slice(256, 511))),
    { what: "malformed", file: bundle },
  ],
  [
    "a bundle has one entry more",
    () => replaced(bundle, (bytes) => Buffer.concat([bytes, Buffer.from([0, 1, 7])])),
    { what: "malformed", file: bundle },
  ],
  ["a bundle is deleted", () => changed((files) => files.delete(bundle)), { what: "missing", file: bundle }],
  [
    "two entries of a bundle have changed places",
    () =>
      replaced(bundle, () => {
        const [first, second, ...rest] = entries.slice(256, 512);
        return encodeBundle([second, first, ...rest].filter((each) => each !== undefined));
      }),
    { what: "altered", index: 256 },
  ],
  [
    "two bundles have changed places",
    () => swapped("tile/entries/000", bundle),
    { what: "altered", index: 0 },
  ],
  ["two tiles have changed places", () => swapped("tile/0/000", "tile/0/001"), { what: "altered", index: 0 }],
  [
    "bundles and tiles have changed places together",
    () => {
      const files = swapped("tile/entries/000", bundle);
      const [one, two] = [files.get("tile/0/000"), files.get("tile/0/001")];
      if (one && two) files.set("tile/0/000", two).set("tile/0/001", one);
      return files;
    },
    { what: "altered-tile", file: "tile/1/000.p/2" },
  ],
  [
    "a tile has another hash",
    () => replaced("tile/0/001", (bytes) => bytes.fill(0, 64, 96)),
    { what: "altered", index: 258 },
  ],
  [
    "a tile is deleted",
    () => changed((files) => files.delete("tile/0/000")),
    { what: "missing", file: "tile/0/000" },
  ],
  [
    "a tile is cut off",
    () => replaced("tile/0/000", (bytes) => bytes.subarray(32)),
    { what: "malformed", file: "tile/0/000" },
  ],
  [
    "a tile of the second level has another hash",
    () => replaced("tile/1/000.p/2", (bytes) => bytes.fill(0, 0, 1)),
    { what: "altered-tile", file: "tile/1/000.p/2" },
  ],
  [
    "a tile of the second level is longer",
    () => replaced("tile/1/000.p/2", (bytes) => Buffer.concat([bytes, bytes])),
    { what: "malformed", file: "tile/1/000.p/2" },
  ],
  [
    "entry, tiles and all are made anew without the key",
    () => {
      const other = filesOfLog([...entries.slice(0, 5), Buffer.from("forged"), ...entries.slice(6)]);
      return other.set("checkpoint", Buffer.from(note));
    },
    { what: "other-root", size: 600 },
  ],
  ["there is no checkpoint", () => changed((files) => files.delete("checkpoint")), { what: "no-checkpoint" }],
  ["the checkpoint is none", () => withCheckpoint("nothing"), { what: "no-note", file: "checkpoint" }],
  [
    "the checkpoint says another size",
    () => withCheckpoint(note.replace("\n600\n", "\n599\n")),
    { what: "forged", file: "checkpoint" },
  ],
  [
    "another key has signed",
    () => withCheckpoint(checkpointOf(600, root, newSigningKey())),
    { what: "other-key", file: "checkpoint" },
  ],
  [
    "it is another log's, signed by its own key",
    () => withCheckpoint(checkpointOf(600, root, newSigningKey("kith-other/audit/1"))),
    { what: "foreign-origin", origin: "kith-other/audit/1" },
  ],
  [
    "it is another log's, signed by this key",
    () => withCheckpoint(checkpointOf(600, root, signing, "kith-other/audit/1")),
    { what: "foreign-origin", origin: "kith-other/audit/1" },
  ],
];

describe("A log is not intact when", () => {
  it("nothing was done to it, it is", async () =>
    expect(await findingIn(changed(() => undefined))).toBeUndefined());

  it.each(tamperings)("%s", async (_, files, finding) => {
    expect(await findingIn(files())).toMatchObject(finding);
  });

  it("any byte of any of its files is another one", async () => {
    const paths = [...whole.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, where, flip) => {
          const files = replaced(path, (bytes) => {
            const at = where % bytes.length;
            bytes[at] = (bytes[at] ?? 0) ^ flip;
            return bytes;
          });
          expect(await findingIn(files)).toBeDefined();
        },
      ),
    );
  });
});
