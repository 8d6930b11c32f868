import { type Clock, day } from "../kernel/clock.ts";
import type { Finding, LogPart, Verification, VerificationStore } from "../kernel/verification.ts";
import type { ReadFile } from "../tlog/edge.ts";
import { parseVerifierKey, type VerifierKey } from "../tlog/verifier-key.ts";
import { NotIntact } from "./finding.ts";
import { type Verified, verifyLog } from "./verify-log.ts";

export interface VerifierPorts {
  readonly read: ReadFile;
  /** The key as the sealer wrote it down before the first entry, where nobody can replace it. */
  readonly verifierKey: () => Promise<string | undefined>;
  readonly store: VerificationStore;
  readonly clock: Clock;
  /** Whether this run has worked long enough: the next one goes on from there. */
  readonly enough: () => boolean;
  readonly alarm: (what: "log-altered") => void;
}
/** What one run came to, and how many entries are verified. */
export interface Work {
  readonly verified: "nothing" | "part" | "whole" | "altered";
  readonly size: number;
}

/** After how long every entry is read again: what was intact yesterday may not be today. */
const often = day;

/** Goes on verifying the log where the last run has ended, or begins anew: once a day, and after it was found altered. */
export async function verifyWork(ports: VerifierPorts): Promise<Work> {
  const key = parseVerifierKey((await ports.verifierKey()) ?? "");
  if (key === undefined) return { verified: "nothing", size: 0 };
  const now = ports.clock();
  const known = (await ports.store.load()) ?? unknown;
  const isDue = known.whole && now - known.begun >= often;
  const current =
    isDue || known.version === 0 ? { ...known, reached: nothing, whole: false, begun: now } : known;
  try {
    return await intact(ports, current, await verifiedPart(ports, key, current), now);
  } catch (error) {
    if (!(error instanceof NotIntact)) throw error;
    return altered(ports, current, error.finding, now);
  }
}

const nothing = { size: 0, root: new Uint8Array() };
/** Before the first run. */
const unknown: Verification = {
  ...{ version: 0, reached: nothing, longest: nothing, begun: 0, at: 0, whole: false },
  ...{ full: undefined, found: undefined },
};

function verifiedPart(
  { read, enough }: VerifierPorts,
  key: VerifierKey,
  { reached, longest }: Verification,
): Promise<Verified> {
  const signed = ({ size, root }: LogPart) =>
    size === 0 ? [] : [{ origin: key.name, size, root: Buffer.from(root) }];
  return verifyLog({ read, key, anchors: signed(longest), since: signed(reached)[0], enough });
}

async function intact(
  { store }: VerifierPorts,
  known: Verification,
  { reached, checkpoint }: Verified,
  now: number,
): Promise<Work> {
  const isWhole = reached.size === checkpoint.size;
  await store.save({
    ...{ ...known, version: known.version + 1, at: now, reached },
    whole: isWhole || known.whole,
    longest: reached.size > known.longest.size ? reached : known.longest,
    full: isWhole && !known.whole ? { size: reached.size, at: now } : known.full,
    // Until every entry was read again, what was found stands.
    found: isWhole ? undefined : known.found,
  });
  return { verified: isWhole ? "whole" : "part", size: reached.size };
}

/** Begins with the first entry at the next run, and tells a person at each. */
async function altered(
  { store, alarm }: VerifierPorts,
  known: Verification,
  finding: Finding,
  now: number,
): Promise<Work> {
  const found = { finding, at: known.found?.at ?? now };
  const begun = { reached: nothing, whole: false, begun: now };
  await store.save({ ...known, ...begun, found, version: known.version + 1, at: now });
  alarm("log-altered");
  return { verified: "altered", size: known.longest.size };
}
