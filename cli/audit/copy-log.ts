import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ObjectReader } from "../../functions/kernel/log.ts";
import { bucketOf } from "../../functions/sealer/publish.ts";
import { parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { parsePath, tileWidth } from "../../functions/tlog/paths.ts";
import { treeFiles } from "../../functions/tlog/tree-files.ts";
import { filesOf } from "../../functions/verifier/files-of.ts";
import { readAhead } from "../../functions/verifier/read-ahead.ts";

export interface LogBuckets {
  readonly worm: Pick<ObjectReader, "get">;
  readonly edge: Pick<ObjectReader, "get">;
}
export interface Copied {
  readonly size: number;
  readonly origin: string;
  readonly files: number;
  /** Full files that an earlier export had brought: they never change. */
  readonly kept: number;
}

/** How many objects are read at a time. */
const ahead = 16;

/**
 * Copies the log of the newest checkpoint into a folder, in the layout of C2SP tlog-tiles. The checkpoint comes last: a folder
 * that is half copied has none, or the one of before.
 * @throws Error when an object is missing that the checkpoint counts on.
 */
export async function copyLog(
  { worm, edge }: LogBuckets,
  out: string,
  progress: (done: number, total: number) => void,
): Promise<Copied> {
  const note = await bytesOf(edge, "checkpoint");
  const checkpoint = parseCheckpoint(Buffer.from(note).toString());
  if (checkpoint === undefined) throw new Error("The object checkpoint is no checkpoint.");
  const { size, origin } = checkpoint;
  const read = filesOf(size, async (path) => {
    const full = parsePath(path)?.width === tileWidth;
    return (await bucketOf({ worm, edge }, { path, full }).get(path))?.bytes;
  });
  const paths = [...treeFiles(size)];
  const fetched = (path: string) => (isKept(out, path) ? undefined : fetch(path, read));
  let [files, kept] = [0, 0];
  for await (const one of readAhead(paths, async (path) => ({ path, bytes: await fetched(path) }), ahead)) {
    if (one.bytes === undefined) kept += 1;
    else await save(out, one.path, one.bytes);
    files += 1;
    progress(Math.round((size * files) / paths.length), size);
  }
  await save(out, "log.vkey", await bytesOf(worm, "log.vkey"));
  await save(out, "checkpoint", note);
  return { size, origin, files, kept };
}

const isKept = (out: string, path: string): boolean =>
  parsePath(path)?.width === tileWidth && existsSync(join(out, path));

async function fetch(
  path: string,
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === undefined) throw new Error(`The object ${path} is missing.`);
  return bytes;
}

async function bytesOf(bucket: Pick<ObjectReader, "get">, key: string): Promise<Uint8Array> {
  const stored = await bucket.get(key);
  if (stored === undefined) throw new Error(`The object ${key} is missing: nothing is sealed yet.`);
  return stored.bytes;
}

/** Whole or not at all: an export that was ended leaves no file that a later one would keep. */
async function save(out: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = join(out, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, bytes);
  await rename(`${file}.new`, file);
}
