/** What shows that a log is not what its key has signed. Files by their paths in the log, entries by their index. */
export type Finding =
  | { readonly what: "no-checkpoint" }
  | { readonly what: "no-note" | "other-key" | "forged"; readonly file: string }
  | { readonly what: "foreign-origin"; readonly file: string; readonly origin: string }
  | { readonly what: "missing" | "malformed" | "altered-tile"; readonly file: string }
  | { readonly what: "altered"; readonly index: number; readonly file: string; readonly tile: string }
  /** All files agree with each other, and do not give the root that is signed. */
  | { readonly what: "other-root"; readonly size: number }
  /** A signed checkpoint covers more than there is. */
  | { readonly what: "rolled-back"; readonly size: number; readonly signed: number }
  /** A signed checkpoint has another root at its size. */
  | { readonly what: "forked"; readonly size: number };

/** The log is not intact. The message names no content: there is none in a finding. */
export class NotIntact extends Error {
  readonly finding: Finding;
  constructor(finding: Finding) {
    super(`The log is not intact: ${finding.what}.`);
    this.finding = finding;
  }
}

/** What an intact log says itself, or leaves out, and somebody has to look at. */
export type Notice =
  /** The sealer found that somebody had changed the table of events, or sealed something late. */
  | { readonly what: "violation"; readonly index: number; readonly at: number; readonly kind: string }
  /** Of a writer's entries one is missing before this one: an event was lost, or kept out of the log. */
  | { readonly what: "gap"; readonly index: number }
  /** A writer's entry whose number it has used before, or that does not name the one before it. */
  | { readonly what: "broken-chain"; readonly index: number }
  /** For longer than an hour nothing said that the log goes on. Milliseconds since the epoch. */
  | { readonly what: "silence"; readonly index: number; readonly from: number; readonly to: number }
  /** An entry of a version or a form that this program does not know. */
  | { readonly what: "unknown-entry"; readonly index: number };
