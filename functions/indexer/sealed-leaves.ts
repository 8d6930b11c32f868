import type { LogHead, ObjectReader } from "../kernel/log.ts";
import { Problem } from "../kernel/problems.ts";
import { readSegment, segmentKey } from "../sealer/segment.ts";
import { decodeBundle } from "../tlog/bundle.ts";
import { bundlePath, tileWidth } from "../tlog/paths.ts";

/** The leaves of the log, read from the buckets by their index. */
export interface SealedLeaves {
  /** Those of a bundle, as many as a head has of it. @throws Problem `unavailable` when they are not there. */
  readonly bundle: (head: LogHead, index: number) => Promise<readonly Uint8Array[]>;
}

export interface Buckets {
  readonly worm: ObjectReader;
  readonly edge: ObjectReader;
}

/** Full bundles that stay at hand: about 230 kB each. */
const keptBundles = 64;
const missing = () => new Problem("unavailable");

/** Full bundles never change and are kept; the last one, and what is committed and not yet published, is read each time. */
export function sealedLeaves(buckets: Buckets): SealedLeaves {
  const kept = new Map<number, readonly Uint8Array[]>();
  const committed = lastCommitted(buckets);
  return {
    bundle: async (head, index) => {
      const full = (index + 1) * tileWidth <= head.published;
      const known = full ? kept.get(index) : undefined;
      const leaves = known ?? (await read(buckets, committed, head, index));
      kept.delete(index);
      if (full) kept.set(index, leaves);
      for (const oldest of [...kept.keys()].slice(0, -keptBundles)) kept.delete(oldest);
      return leaves;
    },
  };
}

type Committed = (head: LogHead) => Promise<readonly Uint8Array[]>;

async function read(
  buckets: Buckets,
  committed: Committed,
  head: LogHead,
  index: number,
): Promise<readonly Uint8Array[]> {
  const start = index * tileWidth;
  const published = await publishedOf(buckets, Math.min(tileWidth, head.published - start), index);
  if (head.size <= head.published || published.length === tileWidth) return published;
  const more = await committed(head);
  const from = Math.max(start - head.published, 0);
  return [...published, ...more.slice(from, from + tileWidth - published.length)];
}

async function publishedOf({ worm, edge }: Buckets, width: number, index: number) {
  if (width <= 0) return [];
  const stored = await (width === tileWidth ? worm : edge).get(bundlePath(index, width));
  const leaves = stored && decodeBundle(stored.bytes);
  if (leaves?.length !== width) throw missing();
  return leaves;
}

/** What is committed and not published lies in one segment: the sealer publishes before it commits again. The last one is kept. */
function lastCommitted({ worm }: Buckets): Committed {
  let last: { readonly key: string; readonly leaves: readonly Uint8Array[] } | undefined;
  return async ({ published, size, root }) => {
    const key = segmentKey(published, size, root);
    if (last?.key === key) return last.leaves;
    const leaves = await readSegment(worm, key);
    if (leaves?.length !== size - published) throw missing();
    last = { key, leaves };
    return leaves;
  };
}

/** Leaves of a stretch of the log, in their order. */
export async function leavesBetween(
  leaves: SealedLeaves,
  head: LogHead,
  start: number,
  end: number,
): Promise<readonly Uint8Array[]> {
  const [first, last] = [Math.floor(start / tileWidth), Math.ceil(end / tileWidth)];
  const all: Uint8Array[] = [];
  for (let index = first; index < last; index++) all.push(...(await leaves.bundle(head, index)));
  return all.slice(start - first * tileWidth, end - first * tileWidth);
}
