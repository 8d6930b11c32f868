import { hour } from "../kernel/clock.ts";
import { leafHash } from "../tlog/hash.ts";
import { type Entry, entryOf } from "./entry.ts";
import type { Notice } from "./finding.ts";
import { writerChains } from "./writer-chains.ts";

/** How many entries there are of each kind. */
export type Counts = Readonly<Record<Entry["kind"], number>>;

/** What the entries of a log say. */
export interface Said {
  readonly counts: Counts;
  /** Time of the newest entry that has one, milliseconds since the epoch. */
  readonly newest: number | undefined;
  /** How many notices there are of each kind. */
  readonly noticed: Readonly<Partial<Record<Notice["what"], number>>>;
  /** The first of them: memory must not grow with the log. */
  readonly notices: readonly Notice[];
}

const mostNotices = 100;
/** Heartbeats come once an hour; the promise of the log leaves a quarter of one. */
const longestSilence = hour + hour / 4;

/** Reads entries in their order and keeps what somebody has to look at. @param whole whether they are all there are. */
export function entryChecker(whole: boolean) {
  const chains = writerChains(whole);
  const counts = { event: 0, beginning: 0, heartbeat: 0, violation: 0, unknown: 0 };
  const noticed: Partial<Record<Notice["what"], number>> = {};
  const notices: Notice[] = [];
  let newest: number | undefined;
  let beat: number | undefined;

  const note = (notice: Notice): void => {
    noticed[notice.what] = (noticed[notice.what] ?? 0) + 1;
    if (notices.length < mostNotices) notices.push(notice);
  };
  const beaten = (index: number, at: number): void => {
    if (beat !== undefined && at - beat > longestSilence)
      note({ what: "silence", index, from: beat, to: at });
    beat = at;
  };
  /** @param hash of an event's own leaf. */
  const read = (index: number, entry: Entry, hash: Buffer): void => {
    if (entry.kind === "event")
      chains.add({ ...entry, index, hash: hash.toString("base64url") }).forEach(note);
    else if (entry.kind === "unknown") note({ what: "unknown-entry", index });
    else if (entry.kind === "violation") note({ what: "violation", index, at: entry.at, kind: entry.of });
    else beaten(index, entry.at);
  };

  return {
    add: (index: number, bytes: Buffer, hash: Buffer): void => {
      const entry = entryOf(bytes);
      counts[entry.kind] += 1;
      if (entry.kind !== "unknown") newest = Math.max(newest ?? 0, entry.at);
      read(index, entry, entry.kind === "event" && entry.leaf ? leafHash(entry.leaf) : hash);
    },
    end: (): Said => {
      chains.end().forEach(note);
      return { counts, newest, noticed, notices };
    },
  };
}
