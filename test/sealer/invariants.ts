import { bucketOf as bucketFor, readFile } from "../../functions/sealer/publish.ts";
import { bundleLeaves, decodeBundle } from "../../functions/tlog/bundle.ts";
import { parseCheckpoint } from "../../functions/tlog/checkpoint.ts";
import { type Edge, emptyEdge, loadEdge } from "../../functions/tlog/edge.ts";
import { grown } from "../../functions/tlog/growth.ts";
import { bundlePath, tileWidth } from "../../functions/tlog/paths.ts";
import { emptyRange, extended, rootOf } from "../../functions/tlog/range.ts";
import { openNote } from "../../functions/tlog/verifier-key.ts";
import { logKey, type World } from "./world.ts";

/** Entries of a log as whoever reads its buckets finds them; undefined when a bundle is missing. */
export async function entriesOf({ worm, edge }: World, size: number): Promise<readonly Buffer[] | undefined> {
  const entries: Buffer[] = [];
  for (let index = 0; index * tileWidth < size; index++) {
    const bytes = await readFile({ worm, edge })(
      bundlePath(index, Math.min(tileWidth, size - index * tileWidth)),
    );
    const bundle = bytes && decodeBundle(bytes);
    if (bundle === undefined) return undefined;
    entries.push(...bundle);
  }
  return entries;
}

/** The id that an entry carries: of what was taken from the table, the event's own. */
const idIn = (entry: Buffer): string =>
  /(?:^|\n)\{"id":"([0-9A-Z]{26}\.\d)"\}\n/u.exec(entry.toString("latin1"))?.[1] ?? "";

/** What is wrong with a log that has come to rest. */
export async function objectionsTo(world: World): Promise<readonly string[]> {
  const note = Buffer.from((await world.edge.get("checkpoint"))?.bytes ?? []).toString();
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === undefined || openNote(note, logKey).state !== "signed") return ["no checkpoint"];
  const { size, root } = checkpoint;
  const entries = await entriesOf(world, size);
  if (entries?.length !== size) return ["a bundle is missing"];
  return [
    ...(size === world.head.now()?.size ? [] : ["the checkpoint is not that of the head"]),
    ...eventsOnce(world, entries),
    ...headsOf(world, entries, root),
    ...(await filesOf(world, entries)),
  ];
}

function eventsOnce({ table }: World, entries: readonly Buffer[]): readonly string[] {
  const times = new Map<string, number>();
  for (const id of entries.map(idIn).filter(Boolean)) times.set(id, (times.get(id) ?? 0) + 1);
  const lost = [...table.keys()].filter((id) => !times.has(id)).map(() => "an event is lost");
  const twice = [...times.values()].filter((count) => count > 1).map(() => "an event is there twice");
  return [...lost, ...twice];
}

/** Everything that was ever signed is a beginning of this log. */
function headsOf({ signed }: World, entries: readonly Buffer[], root: Buffer): readonly string[] {
  const leaves = bundleLeaves(entries);
  const roots = new Map<number, Buffer>();
  let range = emptyRange;
  for (const size of [...new Set([...signed.map((head) => head.size), entries.length])].sort(ascending)) {
    range = extended(range, leaves.slice(range.size, size));
    roots.set(size, rootOf(range));
  }
  const forked = signed.filter((head) => !roots.get(head.size)?.equals(head.root));
  return [
    ...forked.map(({ size }) => `the signed head of ${size} is of another log`),
    ...(roots.get(entries.length)?.equals(root) ? [] : ["the tiles do not give the root"]),
  ];
}

const ascending = (one: number, other: number): number => one - other;

/** Each file that the newest checkpoint needs is there, and holds what the entries make. */
async function filesOf(world: World, entries: readonly Buffer[]): Promise<readonly string[]> {
  const { files } = grown(emptyEdge, entries);
  const wrong = files.filter((file) => {
    const there = bucketFor(world, file).objects.get(file.path);
    return there === undefined || Buffer.compare(there.bytes, file.bytes) !== 0;
  });
  return wrong.map(({ path }) => `${path} is missing or another`);
}

export const edgeOf = (world: World): Promise<Edge | undefined> => {
  const { size = 0, root = Buffer.alloc(0) } = world.head.now() ?? {};
  return loadEdge(size, root, readFile(world));
};
