import { type Edge, emptyEdge, type ReadFile } from "../../functions/tlog/edge.ts";
import { grown } from "../../functions/tlog/growth.ts";
import { leafHash } from "../../functions/tlog/hash.ts";
import { emptyRange, extended, rootOf } from "../../functions/tlog/range.ts";

/** Entries that differ, of lengths that differ. */
export const entriesOf = (count: number, seed = 0): readonly Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(`entry ${seed} ${at} ${"x".repeat(at % 7)}`));

/** A log in memory that grew by these batches. */
export interface GrownLog {
  readonly edge: Edge;
  readonly files: Map<string, Buffer>;
  readonly read: ReadFile;
}

export function logOf(batches: readonly (readonly Uint8Array[])[]): GrownLog {
  const files = new Map<string, Buffer>();
  let edge = emptyEdge;
  for (const batch of batches) {
    const growth = grown(edge, batch);
    edge = growth.edge;
    for (const { path, bytes } of growth.files) files.set(path, bytes);
  }
  return { edge, files, read: async (path) => files.get(path) };
}

/** The root from the entries alone, without tiles. */
export const rootOfEntries = (entries: readonly Uint8Array[]): Buffer =>
  rootOf(extended(emptyRange, entries.map(leafHash)));
