import { type Checkpoint, parseCheckpoint } from "../tlog/checkpoint.ts";
import { consistencyProof, isConsistent } from "../tlog/consistency.ts";
import type { ReadFile } from "../tlog/edge.ts";
import { emptyRoot } from "../tlog/hash.ts";
import { subtreeHashes, UnreadableTile } from "../tlog/subtree.ts";
import { filesOf } from "./files-of.ts";
import { NotIntact } from "./finding.ts";

/**
 * Proves from the tiles that the log of a later checkpoint begins with that of an earlier one (RFC 9162 section 2.1.4).
 * @returns the proof: hashes that anybody can check without the log.
 * @throws NotIntact `forked` when it does not, `rolled-back` when the later one is smaller.
 */
export async function compareCheckpoints(
  before: Checkpoint,
  after: Checkpoint,
  read: ReadFile,
): Promise<readonly Buffer[]> {
  const { size, root } = before;
  if (size > after.size) throw new NotIntact({ what: "rolled-back", size: after.size, signed: size });
  const files = filesOf(await longest(after, read), read);
  const proof = await consistencyProof(size, after.size, subtreeHashes(after.size, files)).catch(
    (error: unknown) => {
      throw error instanceof UnreadableTile ? new NotIntact({ what: "missing", file: error.path }) : error;
    },
  );
  const consistent =
    size === 0
      ? root.equals(emptyRoot)
      : isConsistent({
          before: BigInt(size),
          rootBefore: root,
          size: BigInt(after.size),
          root: after.root,
          proof,
        });
  if (!consistent) throw new NotIntact({ what: "forked", size });
  return proof;
}

/** How long the log is by now: says which wider files there may be, and nothing that has to be true. */
async function longest({ size }: Checkpoint, read: ReadFile): Promise<number> {
  const note = await read("checkpoint");
  return Math.max(size, (note && parseCheckpoint(Buffer.from(note).toString())?.size) ?? 0);
}
