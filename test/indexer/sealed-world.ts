import { ulid } from "ulid";
import type { Facts } from "../../functions/indexer/dimensions.ts";
import { indexLog } from "../../functions/indexer/index-log.ts";
import type { IndexerPorts, ReadLeafOf, ShowEvents } from "../../functions/indexer/ports.ts";
import { sealedLeaves } from "../../functions/indexer/sealed-leaves.ts";
import { searchableLog } from "../../functions/indexer/searchable-log.ts";
import { unindexedLeaves } from "../../functions/indexer/view.ts";
import type { LoggedEvent } from "../../functions/kernel/audit.ts";
import { instant, minute } from "../../functions/kernel/clock.ts";
import { eventId, type MemberId, memberId, programId } from "../../functions/kernel/ids.ts";
import type { LogHead, ObjectReader } from "../../functions/kernel/log.ts";
import { ownLeaf, ownLeafIn } from "../../functions/sealer/own-leaf.ts";
import { segmentKey } from "../../functions/sealer/segment.ts";
import { encodeEntries } from "../../functions/tlog/bundle.ts";
import { type Edge, emptyEdge, rangeOf } from "../../functions/tlog/edge.ts";
import { grown } from "../../functions/tlog/growth.ts";
import { rootOf } from "../../functions/tlog/range.ts";
import { memoryIndex } from "./memory-index.ts";

/** An event of the world; members by their ids, which are their tokens too. */
export type WorldEvent = Omit<Facts, "id" | "requestId"> & { readonly requestId: string };

const readerOf = (objects: ReadonlyMap<string, Uint8Array>): ObjectReader => ({
  get: async (key) => {
    const bytes = objects.get(key);
    return bytes && { bytes, tag: "1" };
  },
  list: async function* () {},
});

const read: ReadLeafOf = async (leaf) =>
  ownLeafIn(leaf) === undefined
    ? { state: "event", facts: JSON.parse(Buffer.from(leaf).toString()), opened: { state: "rotation" } }
    : { state: "own" };

const loggedOf = ({ id, at, actor, program, subjects, requestId, action, outcome }: Facts): LoggedEvent =>
  Object({
    state: "open",
    id: eventId.parse(id),
    at: instant(at),
    unnamed: 0,
    action,
    outcome,
    actor: actor && memberId.parse(actor),
    program: program && programId.parse(program),
    requestId,
    resource: undefined,
    subjects: subjects.map((subject) => memberId.parse(subject)),
  });

/** The trail of a tenant in memory, with its table, its sealed log and its index, each as far as the test has let it come. */
export function sealedWorld(start = Date.parse("2026-11-20T22:40:00.000Z")) {
  const clock = { now: start };
  const events: Facts[] = [];
  const objects = new Map<string, Uint8Array>();
  const index = memoryIndex();
  const sealed = { count: 0, edge: emptyEdge as Edge, head: undefined as LogHead | undefined };
  const asked = { objects: 0 };
  const alarms: string[] = [];
  const reader = readerOf(objects);
  const counted: ObjectReader = {
    ...reader,
    get: (key) => {
      asked.objects += 1;
      return reader.get(key);
    },
  };
  const buckets = { worm: counted, edge: counted };

  /** Writes an event into the table. */
  const write = ({ at, ...event }: WorldEvent): Facts => {
    const facts = { ...event, at, id: `${ulid(at)}.${events.length % 8}` };
    events.push(facts);
    return facts;
  };
  const append = (entries: readonly Uint8Array[]) => {
    const before = sealed.head;
    const growth = grown(sealed.edge, entries);
    const root = rootOf(rangeOf(growth.edge));
    objects.set(segmentKey(before?.size ?? 0, growth.edge.size, root), encodeEntries(entries));
    sealed.edge = growth.edge;
    const waiting = events.slice(sealed.count).map(({ at }) => at);
    const mark = Math.min(clock.now - minute, ...waiting);
    sealed.head = {
      size: growth.edge.size,
      root,
      published: before?.size ?? 0,
      mark: Math.max(mark, before?.mark ?? 0),
      sealedAt: clock.now,
    };
    return growth.files;
  };
  const publish = (files: readonly { path: string; bytes: Uint8Array }[]) => {
    for (const { path, bytes } of files) objects.set(path, bytes);
    if (sealed.head !== undefined) sealed.head = { ...sealed.head, published: sealed.head.size };
  };
  let unpublished: readonly { path: string; bytes: Uint8Array }[] = [];
  /** Seals so many of the events that wait, with a heartbeat at the end or not; publishes them or stops before. */
  const seal = (count: number, { beat = false, published = true } = {}) => {
    publish(unpublished);
    unpublished = [];
    const next = events.slice(sealed.count, sealed.count + count);
    sealed.count += next.length;
    const leaves = next.map((facts) => Buffer.from(JSON.stringify(facts)));
    const own = beat ? [ownLeaf("hb", ulid(clock.now), clock.now, {})] : [];
    if (leaves.length + own.length === 0) return;
    const files = append([...leaves, ...own]);
    if (published) publish(files);
    else unpublished = files;
  };
  const leavesOf = () => sealedLeaves(buckets);
  const ports: IndexerPorts = {
    store: index.store,
    head: async () => sealed.head,
    leaves: leavesOf(),
    read,
    clock: () => clock.now,
    alarm: (what) => void alarms.push(what),
  };
  const show: ShowEvents = async (leaves) =>
    leaves.map((leaf) => (leaf.state === "event" ? loggedOf(leaf.facts) : leaf));
  const leaves = leavesOf();
  const log = searchableLog({
    rows: index.rows,
    leaves,
    read,
    unindexed: unindexedLeaves(leaves, read),
    cursor: index.store.cursor,
    head: async () => sealed.head,
    clock: () => clock.now,
    table: {
      newestFirst: async function* ({ fromDay, toDay, before }) {
        const inDays = ({ id, at }: Facts) =>
          instant(at).slice(0, 10) >= fromDay &&
          instant(at).slice(0, 10) <= toDay &&
          (before === undefined || id < before);
        yield* events
          .filter(inDays)
          .sort((one, other) => (one.id < other.id ? 1 : -1))
          .map(loggedOf);
      },
    },
    shows: () => show,
    tokensOf: async (members) => new Map(members.map((member: MemberId) => [member, member])),
    shortened: (requestId) => requestId,
  });
  return {
    clock,
    alarms,
    events,
    objects,
    index,
    asked,
    sealed,
    write,
    seal,
    ports,
    log,
    indexAll: () => indexLog(ports),
  };
}
export type SealedWorld = ReturnType<typeof sealedWorld>;
