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

/** Every kind of finding. */
export const findings = [
  "no-checkpoint",
  "no-note",
  "other-key",
  "forged",
  "foreign-origin",
  "missing",
  "malformed",
  "altered-tile",
  "altered",
  "other-root",
  "rolled-back",
  "forked",
] as const satisfies readonly Finding["what"][];

/** The first entries of a log, by their number and the root of their tree. */
export interface LogPart {
  readonly size: number;
  readonly root: Uint8Array;
}

/** How far the log has been verified by the tenant itself, and what was found. Times in milliseconds since the epoch. */
export interface Verification {
  readonly version: number;
  /** Up to where the verification that is going on has come. */
  readonly reached: LogPart;
  /** When that began with the first entry. */
  readonly begun: number;
  /** Whether it has come to the newest checkpoint once. */
  readonly whole: boolean;
  /** The longest part that was ever found intact: the log must go on from it. */
  readonly longest: LogPart;
  /** When anything was verified last. */
  readonly at: number;
  /** When the last verification of every entry ended, and how many there were. */
  readonly full: { readonly size: number; readonly at: number } | undefined;
  readonly found: { readonly finding: Finding; readonly at: number } | undefined;
}

/** Strongly consistent. */
export interface VerificationStore {
  readonly load: () => Promise<Verification | undefined>;
  /** Replaces what has the version before; @returns whether it did. */
  readonly save: (verification: Verification) => Promise<boolean>;
}
