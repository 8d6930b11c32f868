import type { Finding } from "../kernel/verification.ts";

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
