import type { ObjectReader } from "../kernel/log.ts";
import { decodeBundle } from "../tlog/bundle.ts";

/** Digits of a size in a key: enough for 2^53, so that keys stand in order of sizes. */
const digits = 20;
export const padded = (size: number): string => String(size).padStart(digits, "0");

export const segments = "seg/";
export const checkpoints = "checkpoints/";

/** Key of the entries that were committed together. The root is in it, so that contenders never meet. */
export const segmentKey = (from: number, to: number, root: Uint8Array): string =>
  `${segments}${padded(from)}-${padded(to)}-${Buffer.from(root).toString("hex")}`;

export const checkpointKey = (size: number): string => `${checkpoints}${padded(size)}`;

/** The entries of a segment: each behind its length, as in a bundle, however many there are. */
export async function readSegment(
  worm: ObjectReader,
  key: string,
): Promise<readonly Uint8Array[] | undefined> {
  const stored = await worm.get(key);
  return stored && decodeBundle(stored.bytes);
}
