import { hash } from "node:crypto";
import { dayOf, hour, instant, minute } from "../kernel/clock.ts";
import { madeAt } from "../kernel/ids.ts";
import type { SealerState } from "../kernel/log.ts";
import type { CommitRecord } from "../kernel/log-stream.ts";
import { heartbeatBody, ownLeaf, type ViolationBody } from "./own-leaf.ts";
import type { Batch, SealerPorts } from "./ports.ts";

/** Longest time that a record may wait for its sealing: what we promise (audit.md, merge delay). */
export const promised = 15 * minute;
/** From when on somebody is told that sealing lags. */
export const lagging = 5 * minute;

export type Writing = Pick<SealerPorts, "clock" | "newId" | "idOf">;

/** What a batch becomes in the log. */
export interface Sealed {
  readonly leaves: readonly Buffer[];
  /** Records that are no leaf: kept beside the log, and named by their hash in it. */
  readonly odd: readonly Uint8Array[];
  /** Events among them, by day. */
  readonly counts: Readonly<Record<string, number>>;
}

const longestLeaf = 60_000;
const partition = /^D#\d{4}-\d\d-\d\d#[0-7]$/;
const eventId = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7]$/;
const sha256 = (bytes: string | Uint8Array): string => hash("sha256", bytes, "hex");

/** Nobody knows who made a key that is not of Kith's form, or what stands in it: it is named by its hash. */
function itemName({ key: { pk, sk } }: CommitRecord): string {
  return partition.test(pk) && eventId.test(sk) ? `${pk}/${sk}` : sha256(JSON.stringify([pk, sk]));
}

export function violation(writing: Writing, body: ViolationBody): Buffer {
  const at = writing.clock();
  return ownLeaf("viol", writing.newId(at), at, body);
}

const changed = (record: CommitRecord, kind: ViolationBody["kind"]): ViolationBody => ({
  after: record.after,
  before: record.before,
  item: itemName(record),
  kind,
  sequence: record.sequence,
  service: record.service,
});

/** Every record becomes a leaf: an event as it is, anything else as a violation. None is dropped and none blocks. */
export function leavesOf(records: readonly CommitRecord[], writing: Writing): Sealed {
  const all = records.map((record) => leafOf(record, writing));
  return {
    leaves: all.map(({ leaf }) => leaf),
    odd: all.flatMap(({ odd }) => odd ?? []),
    counts: countedByDay(all.flatMap(({ id }) => id ?? [])),
  };
}

interface OneLeaf {
  readonly leaf: Buffer;
  readonly id?: string;
  readonly odd?: Uint8Array;
}

function leafOf(record: CommitRecord, writing: Writing): OneLeaf {
  const { kind, leaf } = record;
  if (kind !== "insert")
    return { leaf: violation(writing, changed(record, kind === "modify" ? "modified" : "removed")) };
  const id = eventIn(record, writing);
  if (id !== undefined && leaf !== undefined) return { leaf: Buffer.from(leaf), id };
  return { leaf: violation(writing, changed(record, "unreadable")), ...(leaf && { odd: leaf }) };
}

function countedByDay(ids: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const day of ids.map((id) => dayOf(madeAt(id)))) counts[day] = (counts[day] ?? 0) + 1;
  return counts;
}

/** The id of an event that is as Kith writes it, in its place. */
export function eventIn(
  { kind, key, leaf }: Pick<CommitRecord, "kind" | "key" | "leaf">,
  { idOf }: Pick<Writing, "idOf">,
): string | undefined {
  if (kind !== "insert" || leaf === undefined || leaf.length > longestLeaf) return undefined;
  return idOf(key, leaf);
}

/** What came so late that the promise was broken, in one leaf. */
export function lateLeaf(records: readonly CommitRecord[], writing: Writing): readonly Buffer[] {
  const late = records.filter(({ at }) => writing.clock() - at > promised);
  if (late.length === 0) return [];
  const oldest = instant(Math.min(...late.map(({ at }) => at)));
  return [violation(writing, { kind: "late", count: late.length, oldest })];
}

/** Once in an hour, also when nothing happens: that there is none shows that the sealing stood still. A clock that jumped back is no reason to wait. */
export function heartbeatLeaf(state: SealerState, writing: Writing): readonly Buffer[] {
  const at = writing.clock();
  if (Math.abs(at - state.heartbeat) < hour) return [];
  return [ownLeaf("hb", writing.newId(at), at, heartbeatBody(state))];
}

/** How a log begins: with its name and the stream that it is fed from. */
export function firstLeaf(origin: string, { stream }: Batch, writing: Writing): Buffer {
  const at = writing.clock();
  return ownLeaf("gen", writing.newId(at), at, { origin, stream });
}
