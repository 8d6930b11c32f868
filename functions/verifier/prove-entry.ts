import type { ReadFile } from "../tlog/edge.ts";
import { leafHash } from "../tlog/hash.ts";
import { inclusionProof, rootOfInclusion } from "../tlog/inclusion.ts";
import { tileWidth } from "../tlog/paths.ts";
import { parseProofFile, writeProofFile } from "../tlog/proof-file.ts";
import { subtreeHashes } from "../tlog/subtree.ts";
import type { VerifierKey } from "../tlog/verifier-key.ts";
import { readBundle, readBundles } from "./bundles.ts";
import { entryOf } from "./entry.ts";
import { filesOf } from "./files-of.ts";
import { NotIntact } from "./finding.ts";
import { openCheckpoint } from "./open-checkpoint.ts";

export interface EntryProof {
  readonly index: number;
  readonly entry: Buffer;
  /** In the form of C2SP tlog-proof. */
  readonly file: string;
}

async function openLog(read: ReadFile, key: VerifierKey) {
  const note = await read("checkpoint");
  if (note === undefined) throw new NotIntact({ what: "no-checkpoint" });
  const text = Buffer.from(note).toString();
  return { text, checkpoint: openCheckpoint(text, key, "checkpoint") };
}

/** Where an event stands in the log; undefined when it is not in it. Reads the log from its start. */
export async function indexOfEvent(
  id: string,
  key: VerifierKey,
  read: ReadFile,
  progress?: (done: number, total: number) => void,
): Promise<number | undefined> {
  const { size } = (await openLog(read, key)).checkpoint;
  for await (const { index, entries } of readBundles(size, 0, filesOf(size, read))) {
    const at = entries.findIndex((bytes) => {
      const entry = entryOf(bytes);
      return entry.kind === "event" && entry.id === id;
    });
    if (at !== -1) return index * tileWidth + at;
    progress?.(index * tileWidth + entries.length, size);
  }
  return undefined;
}

/**
 * Proof that an entry stands in the log (RFC 9162 section 2.1.3), and the entry.
 * @returns undefined when the log is not as long.
 * @throws NotIntact when the log's files do not give the proof.
 */
export async function proveEntry(
  index: number,
  key: VerifierKey,
  read: ReadFile,
): Promise<EntryProof | undefined> {
  const { text, checkpoint } = await openLog(read, key);
  const { size } = checkpoint;
  if (index >= size) return undefined;
  const files = filesOf(size, read);
  const { entries, file } = await readBundle(Math.floor(index / tileWidth), size, files);
  const entry = entries[index % tileWidth] ?? Buffer.alloc(0);
  const proof = await inclusionProof(index, size, subtreeHashes(size, files));
  const proven = { index, proof, checkpoint: text };
  if (!isIncluded(proven, checkpoint, entry))
    throw new NotIntact({ what: "altered", index, file, tile: "checkpoint" });
  return { index, entry, file: writeProofFile(proven) };
}

const isIncluded = (
  { index, proof }: { readonly index: number; readonly proof: readonly Buffer[] },
  { size, root }: { readonly size: number; readonly root: Buffer },
  entry: Uint8Array,
): boolean =>
  rootOfInclusion({ index: BigInt(index), size: BigInt(size), leaf: leafHash(entry), proof })?.equals(root) ??
  false;

export interface Proven {
  readonly index: number;
  readonly size: number;
  readonly origin: string;
}

/**
 * Checks a proof with nothing but the entry and the key.
 * @returns undefined when the file is no proof.
 * @throws NotIntact when the checkpoint in it is not the log's, or it does not prove the entry.
 */
export function checkProof(text: string, entry: Uint8Array, key: VerifierKey): Proven | undefined {
  const proof = parseProofFile(text);
  if (proof === undefined) return undefined;
  const checkpoint = openCheckpoint(proof.checkpoint, key, "the proof's checkpoint");
  const { size, origin } = checkpoint;
  if (!isIncluded(proof, checkpoint, entry)) throw new NotIntact({ what: "other-root", size });
  return { index: proof.index, size, origin };
}
