import type { Checkpoint } from "../tlog/checkpoint.ts";
import { type Edge, emptyEdge, loadEdge, type ReadFile } from "../tlog/edge.ts";
import { emptyRoot } from "../tlog/hash.ts";
import { tileWidth } from "../tlog/paths.ts";
import { subtreeHashes, UnreadableTile } from "../tlog/subtree.ts";
import type { VerifierKey } from "../tlog/verifier-key.ts";
import { type ReadBundle, readBundles } from "./bundles.ts";
import { entryChecker, type Said } from "./entry-checker.ts";
import { filesOf } from "./files-of.ts";
import { NotIntact } from "./finding.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { type TreeChecker, treeChecker } from "./tree-checker.ts";

export interface VerifyOptions {
  readonly read: ReadFile;
  readonly key: VerifierKey;
  /** Checkpoints that somebody kept, already opened: the log must have had their roots. */
  readonly anchors: readonly Checkpoint[];
  /** A checkpoint up to which the log was verified before: only what came later is read. */
  readonly since?: Checkpoint | undefined;
  /** Asked after each bundle: whether to leave the rest for another time. */
  readonly enough?: () => boolean;
  /** Told after each bundle. */
  readonly progress?: (done: number, total: number) => void;
}

/** A log whose every entry is what its key has signed. */
export interface Verified extends Said {
  readonly checkpoint: Checkpoint;
  /** What was verified: all of it, unless it was enough before. */
  readonly reached: { readonly size: number; readonly root: Buffer };
  /** The first entry that was read. */
  readonly from: number;
  /** The newest checkpoint that somebody kept and the log agrees with. */
  readonly anchor: Checkpoint | undefined;
}

/**
 * Verifies a log from its files and its key alone: reads every entry, makes the tree anew, and holds it against every tile and
 * against the signed root (RFC 9162 section 2.1). Memory does not grow with the log.
 * @throws NotIntact with what it found first.
 */
export async function verifyLog(options: VerifyOptions): Promise<Verified> {
  const { read, key, anchors, since, progress, enough = () => false } = options;
  const note = await read("checkpoint");
  if (note === undefined) throw new NotIntact({ what: "no-checkpoint" });
  const checkpoint = openCheckpoint(Buffer.from(note).toString(), key, "checkpoint");
  const kept = [...anchors, ...(since ? [since] : [])].sort((one, other) => one.size - other.size);
  mustReach(checkpoint, kept);
  const files = filesOf(checkpoint.size, read);
  const from = since === undefined ? 0 : since.size - (since.size % tileWidth);
  const edge = since === undefined ? emptyEdge : await alignedEdge(since, files);
  await below(from, [...kept, checkpoint], files);
  const tree = treeChecker(files, edge);
  const entries = entryChecker(since === undefined);
  let size = Math.min(from, checkpoint.size);
  for await (const bundle of readBundles(checkpoint.size, from / tileWidth, files)) {
    await addBundle(tree, entries, bundle, since?.size ?? 0);
    sameRoots(tree, kept, bundle);
    size = bundle.index * tileWidth + bundle.entries.length;
    progress?.(size, checkpoint.size);
    if (enough()) break;
  }
  const root = size > from ? tree.rootAt(size) : checkpoint.root;
  if (size === checkpoint.size) await sameEnd(tree, root, checkpoint);
  return {
    ...{ ...entries.end(), checkpoint, reached: { size, root } },
    ...{ from: since?.size ?? 0, anchor: kept.at(-1) },
  };
}

async function sameEnd(tree: TreeChecker, root: Buffer, checkpoint: Checkpoint): Promise<void> {
  await tree.end();
  if (!root.equals(checkpoint.root)) throw new NotIntact({ what: "other-root", size: checkpoint.size });
}

/** A log that is shorter than what was signed of it has lost its end. */
function mustReach({ size }: Checkpoint, kept: readonly Checkpoint[]): void {
  const signed = kept.at(-1)?.size ?? 0;
  if (signed > size) throw new NotIntact({ what: "rolled-back", size, signed });
}

/** The tree up to the bundle in which a verified part ended, from tiles that give that part's root. */
async function alignedEdge({ size, root }: Checkpoint, files: ReadFile): Promise<Edge> {
  if (size === 0) return emptyEdge;
  const edge = await loadEdge(size, root, files);
  if (edge === undefined) throw new NotIntact({ what: "forked", size });
  return { size: size - (size % tileWidth), tiles: [[], ...edge.tiles.slice(1)], entries: [] };
}

/** Holds what was signed of a part that is not read again against its tiles. */
async function below(from: number, signed: readonly Checkpoint[], files: ReadFile): Promise<void> {
  const hashOf = subtreeHashes(from, files);
  for (const each of signed.filter(({ size }) => size <= from)) {
    const root = each.size === 0 ? emptyRoot : await hashOf(0, each.size).catch(missing);
    // The last one signed is the log's own: then its files are not what it signed.
    const what = each === signed.at(-1) ? "other-root" : "forked";
    if (!root.equals(each.root)) throw new NotIntact({ what, size: each.size });
  }
}

const missing = (error: unknown): never => {
  throw error instanceof UnreadableTile ? new NotIntact({ what: "missing", file: error.path }) : error;
};

async function addBundle(
  tree: TreeChecker,
  entries: ReturnType<typeof entryChecker>,
  bundle: ReadBundle,
  verified: number,
): Promise<void> {
  const hashes = await tree.add(bundle);
  for (const [at, entry] of bundle.entries.entries()) {
    const [index, hash] = [bundle.index * tileWidth + at, hashes[at]];
    if (index >= verified && hash !== undefined) entries.add(index, entry, hash);
  }
}

/** Holds the tree against every root that was kept and whose size lies in this bundle. */
function sameRoots(tree: TreeChecker, kept: readonly Checkpoint[], { index, entries }: ReadBundle): void {
  const [from, to] = [index * tileWidth, index * tileWidth + entries.length];
  for (const { size, root } of kept)
    if (size > from && size <= to && !tree.rootAt(size).equals(root))
      throw new NotIntact({ what: "forked", size });
}
