import { day, dayOf, hour } from "../kernel/clock.ts";
import { madeAt } from "../kernel/ids.ts";
import type { SealerState } from "../kernel/log.ts";
import type { CommitRecord, TableItem } from "../kernel/log-stream.ts";
import { decodeBundle } from "../tlog/bundle.ts";
import { leafHash } from "../tlog/hash.ts";
import { bundlePath, tileWidth } from "../tlog/paths.ts";
import { eventIn, leavesOf, type Sealed, violation } from "./leaves.ts";
import { ownLeaf } from "./own-leaf.ts";
import type { Batch, SealerPorts } from "./ports.ts";
import { BrokenLog, readFile } from "./publish.ts";

/** Hashes of sealed events, by id. */
type Known = ReadonlyMap<string, string>;

/** By how much the clocks of two functions may disagree. */
const skew = 2 * hour;
const idInHeader = /^\{"id":"([0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7])"/u;
const hex = (leaf: Uint8Array): string => leafHash(leaf).toString("hex");

/** What a gap leaves to be sealed, and how far the stream was read for it. */
export interface Reconciled {
  readonly sealed: Sealed;
  readonly batch: Batch;
}

/**
 * After a gap in the stream: what the stream still says, then what lies in the table and neither in the stream nor in the log. The
 * stream is read to its end before the table and again behind it: what was written meanwhile is in it, and so is not sealed twice.
 */
export async function reconciled(ports: SealerPorts, state: SealerState, first: Batch): Promise<Reconciled> {
  const from = state.sealedAt - day;
  const before = await toTheEnd(ports, first);
  const items = await allOf(ports.items(dayOf(from)));
  const batch = await toTheEnd(ports, {
    ...(await ports.feed.read(before.stream, before.positions)),
    records: before.records,
  });
  const known = await sealedSince(ports, state.size, from - skew);
  const records = batch.records.filter((record) => !isKnown(record, known, ports));
  const streamed = leavesOf(records, ports);
  const everything = new Map(known);
  for (const leaf of streamed.leaves) remember(everything, leaf);
  const left = leftOf(ports, items, everything);
  const leaves = [violation(ports, { kind: "gap" }), ...streamed.leaves, ...left.leaves];
  return { batch, sealed: { leaves, odd: [...streamed.odd, ...left.odd], counts: streamed.counts } };
}

async function toTheEnd({ feed }: SealerPorts, first: Batch): Promise<Batch> {
  let batch = first;
  while (!batch.drained) {
    const more = await feed.read(batch.stream, batch.positions);
    batch = { ...more, records: [...batch.records, ...more.records] };
  }
  return batch;
}

async function allOf<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

/** Of a record that is sealed already the same bytes come again; other bytes under its id are none of it. */
function isKnown(record: CommitRecord, known: Known, ports: SealerPorts): boolean {
  const id = eventIn(record, ports);
  return id !== undefined && record.leaf !== undefined && known.get(id) === hex(record.leaf);
}

function remember(known: Map<string, string>, leaf: Uint8Array): void {
  const [, id] = idInHeader.exec(Buffer.from(leaf.subarray(0, 64)).toString("latin1")) ?? [];
  if (id !== undefined) known.set(id, hex(leaf));
}

/** Events in the log, from its end back to a whole bundle that is older than this instant. */
async function sealedSince(ports: SealerPorts, size: number, since: number): Promise<Known> {
  const known = new Map<string, string>();
  for (let index = Math.ceil(size / tileWidth) - 1; index >= 0; index--) {
    const path = bundlePath(index, Math.min(tileWidth, size - index * tileWidth));
    const bytes = await readFile(ports)(path);
    const entries = bytes && decodeBundle(bytes);
    if (entries === undefined) throw new BrokenLog(`The bundle ${path} is missing.`);
    const inBundle = new Map<string, string>();
    for (const entry of entries) remember(inBundle, entry);
    for (const [id, hash] of inBundle) known.set(id, hash);
    if (inBundle.size > 0 && [...inBundle.keys()].every((id) => madeAt(id) < since)) break;
  }
  return known;
}

/** What only the table knows, each sealed within a leaf that says so. */
function leftOf(
  ports: SealerPorts,
  items: readonly TableItem[],
  known: Known,
): Pick<Sealed, "leaves" | "odd"> {
  const left = items.flatMap((item) => {
    const id = eventIn({ kind: "insert", ...item }, ports);
    return id !== undefined && known.has(id) ? [] : [{ id, leaf: item.leaf }];
  });
  const at = ports.clock();
  return {
    leaves: left.map(({ id, leaf }) =>
      id !== undefined && leaf !== undefined
        ? ownLeaf("rec", ports.newId(at), at, leaf)
        : violation(ports, { kind: "unreadable" }),
    ),
    odd: left.flatMap(({ id, leaf }) => (id === undefined && leaf !== undefined ? [leaf] : [])),
  };
}
