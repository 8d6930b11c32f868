import { instant, second } from "../kernel/clock.ts";
import type { Language } from "../kernel/language.ts";
import type { LogReport, Violation } from "../kernel/log.ts";
import type { Endpoints } from "../kernel/route.ts";
import type { Verification } from "../kernel/verification.ts";
import { integrityOf, promise } from "./integrity.ts";
import { findingWords, stateWords, violationWords } from "./integrity-words.ts";
import type { audit } from "./routes.ts";
import type { AuditStores } from "./stores.ts";

type Integrity = Pick<typeof audit, "readIntegrity">;

const seconds = (ms: number): number => Math.round(ms / second);

/** Whether the log is what was signed: for a person, with what to do. It names nobody. */
export const integrityEndpoints: Endpoints<Integrity, AuditStores> = {
  readIntegrity: {
    decide: async ({ at: { now, language } }, { report }) => {
      const all = await report();
      const state = integrityOf(all, now);
      const { says, todo } = stateWords[state];
      return {
        answer: {
          status: 200,
          body: {
            ...{ state, says: says[language], todo: todo[language] },
            sealed: sealedOf(all, now),
            promise: {
              targetSeconds: seconds(promise.target),
              alarmSeconds: seconds(promise.alarm),
              promisedSeconds: seconds(promise.promised),
            },
            checkpoint: all.checkpoint ?? null,
            verified: verifiedOf(all.verification),
            finding: findingOf(all.verification, language),
            violations: all.violations.map((violation) => shown(violation, language)),
            moreViolations: all.more,
            recordedAs: "audit.read-integrity",
          },
        },
      };
    },
  },
};

const sealedOf = ({ head }: LogReport, now: number) =>
  head === undefined
    ? null
    : {
        entries: head.size,
        at: instant(head.sealedAt),
        until: instant(head.mark),
        delaySeconds: Math.max(0, seconds(now - head.mark)),
      };

function verifiedOf(verification: Verification | undefined) {
  if (verification === undefined) return null;
  const { at, longest, full } = verification;
  return {
    ...{ entries: longest.size, at: instant(at) },
    full: full === undefined ? null : { entries: full.size, at: instant(full.at) },
  };
}

function findingOf(verification: Verification | undefined, language: Language) {
  if (verification?.found === undefined) return null;
  const { finding, at } = verification.found;
  return {
    ...{ what: finding.what, says: findingWords[finding.what][language], since: instant(at) },
    file: "file" in finding ? finding.file : null,
    entry: "index" in finding ? finding.index : null,
  };
}

const shown = ({ index, at, kind }: Violation, language: Language) => ({
  ...{ entry: index, at: instant(at), kind, says: violationWords[kind][language] },
});
