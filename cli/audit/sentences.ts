import type { Finding } from "../../functions/kernel/verification.ts";
import type { Counts } from "../../functions/verifier/entry-checker.ts";
import type { Notice } from "../../functions/verifier/finding.ts";

/** 1204331 as 1,204,331. */
export const grouped = (count: number): string => count.toLocaleString("en-US");
/** Milliseconds since the epoch as `2026-11-22 10:04` in UTC. */
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** What was found, and what that means, for somebody who has never seen a log. */
export function sentenceOf(finding: Finding): string {
  switch (finding.what) {
    case "no-checkpoint":
      return "There is no file named checkpoint: this is no folder of a log, or not all of it was copied.";
    case "no-note":
      return `${finding.file} is no signed checkpoint.`;
    case "foreign-origin":
      return `${finding.file} is of another log: ${finding.origin}.`;
    case "other-key":
      return `${finding.file} is not signed by this key. Either the key is another log's, or somebody else signed it.`;
    case "forged":
      return `${finding.file} bears the key's name and not its signature: it was changed after it was signed.`;
    case "missing":
      return `${finding.file} is missing: it was deleted, or not all of the log was copied. Copy the log again before you conclude anything.`;
    case "malformed":
      return `${finding.file} was cut off or changed: it has another length than the log gives it.`;
    case "altered":
      return `Entry ${grouped(finding.index)} was altered: ${finding.file} does not agree with ${finding.tile}.`;
    case "altered-tile":
      return `${finding.file} was altered: the entries give other hashes.`;
    case "other-root":
      return `The ${grouped(finding.size)} entries are not those that were signed: all files agree with each other, and not with the signed root.`;
    case "rolled-back":
      return `The log has lost its end: it has ${grouped(finding.size)} entries, and a checkpoint that was kept has ${grouped(finding.signed)}.`;
    case "forked":
      return `The log is not the one of the checkpoint that was kept: of its first ${grouped(finding.size)} entries one was changed, added or removed since.`;
  }
}

/** What somebody has to look at although the log is intact. */
export function noticeOf(notice: Notice): string {
  switch (notice.what) {
    case "violation":
      return `Entry ${grouped(notice.index)} records a violation of ${moment(notice.at)}: ${violations[notice.kind] ?? notice.kind}.`;
    case "gap":
      return `Before entry ${grouped(notice.index)} an entry of the same writer is missing: an event never reached the log.`;
    case "broken-chain":
      return `Entry ${grouped(notice.index)} does not follow from the entry of its writer before it: an event was replaced or inserted.`;
    case "silence":
      return `Nothing was sealed from ${moment(notice.from)} to ${moment(notice.to)}: the sealing stood still.`;
    case "unknown-entry":
      return `Entry ${grouped(notice.index)} is of a form that this version does not know. It is what was signed; a newer version may read it.`;
  }
}

const violations: Readonly<Record<string, string>> = {
  modified: "an event was changed in the table; the log has it as it was",
  removed: "an event was removed from the table; the log still has it",
  unreadable: "something that is no event was written into the table of events",
  late: "events were sealed later than promised",
  gap: "the table's stream had lost something, and the events were taken from the table",
};

const countNames: readonly (readonly [keyof Counts, string, string])[] = [
  ["event", "event", "events"],
  ["heartbeat", "heartbeat", "heartbeats"],
  ["violation", "violation", "violations"],
  ["unknown", "unknown entry", "unknown entries"],
];

/** `1,204,331 events, 310 heartbeats`. */
export const countsOf = (counts: Counts): string =>
  countNames
    .filter(([kind]) => kind === "event" || counts[kind] > 0)
    .map(([kind, one, several]) => `${grouped(counts[kind])} ${counts[kind] === 1 ? one : several}`)
    .join(", ");
