import type { ObjectStore, SealerState } from "../kernel/log.ts";
import { checkpointText, parseCheckpoint } from "../tlog/checkpoint.ts";
import { type Edge, emptyEdge, loadEdge, rangeOf } from "../tlog/edge.ts";
import { type Growth, grown, type LogFile } from "../tlog/growth.ts";
import { bundlePath, hashesAt, parsePath, tilePath, tileWidth } from "../tlog/paths.ts";
import { rootOf } from "../tlog/range.ts";
import { violationIn } from "./own-leaf.ts";
import type { SealerPorts } from "./ports.ts";
import { checkpointKey, readSegment, segmentKey } from "./segment.ts";

/** Something in the buckets is not what the head says: nothing more is written, and a person has to look. */
export class BrokenLog extends Error {}

/** What is to be published: the entries behind what is published already, and the files that they make. */
export interface Pending {
  readonly before: number;
  readonly entries: readonly Uint8Array[];
  readonly growth: Growth;
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** Writes what may only ever be these bytes. */
export async function putOnce(store: ObjectStore, key: string, bytes: Uint8Array): Promise<void> {
  if ((await store.putIfAbsent(key, bytes)) === "stored") return;
  const there = await store.get(key);
  if (there === undefined || !sameBytes(there.bytes, bytes))
    throw new BrokenLog(`Another object lies at ${key}.`);
}

/** The bucket of a file: for good, unless a wider one will take its place soon. A partial tile above level 0 may stay for months. */
export function bucketOf<T>(
  { worm, edge }: { readonly worm: T; readonly edge: T },
  { path, full }: Pick<LogFile, "path" | "full">,
): T {
  const place = parsePath(path);
  return full || (place?.kind === "hashes" && place.level > 0) ? worm : edge;
}

/** Reads a file of the log from the bucket in which it lies. */
export const readFile =
  (ports: Pick<SealerPorts, "worm" | "edge">) =>
  async (path: string): Promise<Uint8Array | undefined> => {
    const full = parsePath(path)?.width === tileWidth;
    return (await bucketOf(ports, { path, full }).get(path))?.bytes;
  };

/** The edge of a published tree. @throws BrokenLog when the buckets do not hold it. */
export async function publishedEdge(ports: SealerPorts, size: number, root: Uint8Array): Promise<Edge> {
  if (size === 0) return emptyEdge;
  const edge = await loadEdge(size, root, readFile(ports));
  if (edge === undefined) throw new BrokenLog(`The tiles of ${size} leaves do not give the committed root.`);
  return edge;
}

/** What a sealer that ended before it published has left to do. @throws BrokenLog when its segment is not what was committed. */
export async function leftToPublish(ports: SealerPorts, state: SealerState): Promise<Pending> {
  const before = state.published;
  const root = before === 0 ? new Uint8Array() : await publishedRoot(ports, before);
  const entries = await readSegment(ports.worm, segmentKey(before, state.size, state.root));
  if (entries === undefined) throw new BrokenLog(`The segment from ${before} to ${state.size} is missing.`);
  const growth = grown(await publishedEdge(ports, before, root), entries);
  if (!sameBytes(rootOf(rangeOf(growth.edge)), state.root))
    throw new BrokenLog(`The segment from ${before} to ${state.size} does not give the committed root.`);
  return { before, entries, growth };
}

async function publishedRoot({ worm, opened }: SealerPorts, size: number): Promise<Uint8Array> {
  const note = await worm.get(checkpointKey(size));
  const text = note && opened(Buffer.from(note.bytes).toString());
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text);
  if (checkpoint?.size !== size)
    throw new BrokenLog(`The checkpoint of ${size} leaves is missing or not ours.`);
  return checkpoint.root;
}

/**
 * Publishes what was committed: tiles, then the signed checkpoint, then that it is done. Everything in it may be done again, by
 * this sealer or another one.
 * @throws BrokenLog when other bytes lie where ours belong.
 */
export async function publish(
  ports: SealerPorts,
  state: SealerState,
  { before, entries, growth }: Pending,
): Promise<void> {
  for (const file of growth.files) await putOnce(bucketOf(ports, file), file.path, file.bytes);
  const note = await signedCheckpoint(ports, state);
  await advance(ports.edge, state.size, note);
  for (const [at, leaf] of entries.entries()) {
    const violation = violationIn(leaf);
    if (violation !== undefined) await ports.found({ index: before + at, ...violation });
  }
  await supersede(ports, before, state.size);
  await ports.state.published(state.size);
}

/** The partial files of the size before are of no use to whoever reads from the newest checkpoint. */
async function supersede(ports: SealerPorts, before: number, size: number): Promise<void> {
  const width = before % tileWidth;
  if (width === 0 || before === size) return;
  const index = hashesAt(1, before);
  await ports.superseded(bundlePath(index, width));
  await ports.superseded(tilePath(0, index, width));
}

/** Signs the committed head, or takes the signature that another sealer has stored of it. */
async function signedCheckpoint(ports: SealerPorts, { size, root }: SealerState): Promise<string> {
  const text = checkpointText({ origin: ports.origin, size, root: Buffer.from(root) });
  const key = checkpointKey(size);
  const there = await storedNote(ports, key, text);
  if (there !== undefined) return there;
  const note = ports.note(text, await ports.signer.sign(text));
  if ((await ports.worm.putIfAbsent(key, Buffer.from(note))) === "stored") return note;
  const other = await storedNote(ports, key, text);
  if (other === undefined) throw new BrokenLog(`The checkpoint at ${key} is gone.`);
  return other;
}

async function storedNote(
  { worm, opened }: SealerPorts,
  key: string,
  text: string,
): Promise<string | undefined> {
  const stored = await worm.get(key);
  if (stored === undefined) return undefined;
  const note = Buffer.from(stored.bytes).toString();
  if (opened(note) !== text) throw new BrokenLog(`Another checkpoint lies at ${key}.`);
  return note;
}

/** Moves `checkpoint` forward, never back: a sealer that was held up meanwhile finds a larger one. */
async function advance(edge: ObjectStore, size: number, note: string): Promise<void> {
  for (;;) {
    const there = await edge.get("checkpoint");
    const shown = there && parseCheckpoint(Buffer.from(there.bytes).toString());
    if (shown !== undefined && shown.size >= size) return;
    if ((await edge.putIfMatch("checkpoint", Buffer.from(note), there?.tag)) === "stored") return;
  }
}
