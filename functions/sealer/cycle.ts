import { hash } from "node:crypto";
import type { SealerState } from "../kernel/log.ts";
import { encodeEntries } from "../tlog/bundle.ts";
import { rangeOf } from "../tlog/edge.ts";
import { type Growth, grown } from "../tlog/growth.ts";
import { rootOf } from "../tlog/range.ts";
import { firstLeaf, heartbeatLeaf, lagging, lateLeaf, leavesOf, type Sealed } from "./leaves.ts";
import { violationIn } from "./own-leaf.ts";
import type { Batch, SealerPorts } from "./ports.ts";
import { leftToPublish, publish, publishedEdge, putOnce } from "./publish.ts";
import { reconciled } from "./reconcile.ts";
import { checkpointKey, checkpoints, segmentKey } from "./segment.ts";

/** What one cycle did. `old`: there are checkpoints beyond the head, which so is not the newest. */
export type Cycle = "nothing" | "sealed" | "recovered" | "lost" | "old";

/**
 * One turn of the only writer of the log: commit, then sign, then publish. It may end at any step, and any number of them may run
 * at the same time: which leaves are in the log, and in which order, is decided by one compare-and-set.
 * @throws BrokenLog when the buckets do not hold what was committed.
 */
export async function sealOnce(ports: SealerPorts): Promise<Cycle> {
  const state = await ports.state.load();
  if (state !== undefined && state.published < state.size) {
    await publish(ports, state, await leftToPublish(ports, state));
    return "recovered";
  }
  if (await isOld(ports, state)) return "old";
  const batch = await ports.feed.read(state?.stream, state?.positions ?? {});
  const next = await nextOf(ports, state, batch);
  return next.sealed.leaves.length === 0 ? "nothing" : commit(ports, state, next);
}

/** A table that was restored has a head of yesterday: what it would sign contradicts what was signed. */
async function isOld({ worm, alarm }: SealerPorts, state: SealerState | undefined): Promise<boolean> {
  const behind = state === undefined ? undefined : checkpointKey(state.size);
  for await (const _ of worm.list(checkpoints, behind)) {
    alarm("old-head");
    return true;
  }
  return false;
}

/** What is to be committed together. */
interface Next {
  readonly sealed: Sealed;
  readonly batch: Batch;
  /** Whether a heartbeat is among the leaves; the log's first leaf is one as well. */
  readonly beats: boolean;
}

async function nextOf(ports: SealerPorts, state: SealerState | undefined, first: Batch): Promise<Next> {
  const plain = () => ({ batch: first, sealed: leavesOf(first.records, ports) });
  if (state === undefined) {
    const { sealed, batch } = plain();
    const leaves = [firstLeaf(ports.origin, batch, ports), ...sealed.leaves];
    return { batch, sealed: { ...sealed, leaves }, beats: true };
  }
  const { sealed, batch } = first.gap ? await reconciled(ports, state, first) : plain();
  const heartbeat = heartbeatLeaf(state, ports);
  const leaves = [...sealed.leaves, ...lateLeaf(batch.records, ports), ...heartbeat];
  return { batch, sealed: { ...sealed, leaves }, beats: heartbeat.length > 0 };
}

/** Writes the segment, and moves the head. Whoever loses has changed nothing that anybody reads. */
async function commit(ports: SealerPorts, state: SealerState | undefined, next: Next): Promise<Cycle> {
  const before = state?.size ?? 0;
  const { leaves, odd } = next.sealed;
  const growth = grown(await publishedEdge(ports, before, state?.root ?? new Uint8Array()), leaves);
  const moved = movedState(ports, state, next, growth);
  for (const each of odd) await putOnce(ports.worm, `odd/${hash("sha256", each, "hex")}`, each);
  if (state === undefined) await ports.worm.putIfAbsent("log.vkey", Buffer.from(`${ports.verifierKey}\n`));
  const segment = segmentKey(before, moved.size, moved.root);
  await putOnce(ports.worm, segment, encodeEntries(leaves));
  if (!(await ports.state.cas(moved))) return "lost";
  tell(ports, next);
  await publish(ports, moved, { before, entries: leaves, growth });
  return "sealed";
}

function movedState(
  { clock }: SealerPorts,
  state: SealerState | undefined,
  { beats, sealed: { counts }, batch: { stream, positions, mark } }: Next,
  { edge }: Growth,
): SealerState {
  const now = clock();
  const first = beats || state === undefined;
  return {
    version: (state?.version ?? 0) + 1,
    size: edge.size,
    root: rootOf(rangeOf(edge)),
    published: state?.published ?? 0,
    mark: Math.max(mark, state?.mark ?? 0),
    sealedAt: now,
    stream,
    positions,
    heartbeat: first ? now : state.heartbeat,
    counts: first ? counts : summed(state.counts, counts),
  };
}

function summed(one: SealerState["counts"], other: SealerState["counts"]): SealerState["counts"] {
  const days = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...days].map((each) => [each, (one[each] ?? 0) + (other[each] ?? 0)]));
}

/** Tells a person what only this cycle knows to be new. That something came late is nobody's tampering. */
function tell({ alarm, clock }: SealerPorts, { sealed, batch: { records } }: Next): void {
  const kinds = sealed.leaves.flatMap((leaf) => violationIn(leaf)?.kind ?? []);
  if (kinds.some((kind) => kind !== "late")) alarm("tampering");
  if (records.some(({ at }) => clock() - at > lagging)) alarm("sealing-late");
}
