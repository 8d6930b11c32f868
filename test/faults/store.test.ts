import { beforeAll, describe, expect, it } from "vitest";
import { forEach } from "../run/isolation/some-at-once.ts";
import { tenantControl } from "../run/tenant.ts";
import { longer } from "../runs.ts";
import { type OperationName, operationNames, rowOf } from "../samples.ts";
import { undisturbed } from "./kit/attempt.ts";
import type { Case } from "./kit/cases.ts";
import { type Findings, findingsOf } from "./kit/evidence.ts";
import { violations } from "./kit/judge.ts";
import { report } from "./kit/report.ts";
import { type Seen, sender } from "./kit/sender.ts";

/** How often the database is killed. A start of it is a second of Java. */
const restarts = longer > 1 ? 30 : 6;
/** It is killed when so many of the requests at once have been answered, in turn. */
const answers = [0, 1, 2, 3, 4, 6];

const signedIn = operationNames.filter((name) => rowOf(name).scope !== null);
const seen = new Map<OperationName, Seen[]>();
let findings: Findings;

beforeAll(async () => {
  const begun = performance.now();
  for (let at = 0; at < restarts; at += 1)
    await tried(
      signedIn.filter((_, index) => index % 6 === at % 6),
      answers[at % answers.length] ?? 0,
    );
  findings = await findingsOf(seen);
  report("the database killed and started again", findings.seen, begun);
});

async function tried(operations: readonly OperationName[], answered: number): Promise<void> {
  const planned: Case = {
    ...undisturbed,
    name: `killed after ${answered} answers`,
    expects: "any",
    repeats: true,
  };
  const senders = operations.map((name) => ({ name, ...sender(name) }));
  await forEach(senders, ({ prepare }) => prepare());
  const sent = senders.map((one) => one.send(planned));
  await first(answered, sent);
  await tenantControl.restartDynamodb();
  for (const [at, { finish, name, seen: cases }] of senders.entries()) {
    const firstAttempt = await sent[at];
    if (firstAttempt) await finish(planned, firstAttempt);
    seen.set(name, [...(seen.get(name) ?? []), ...cases]);
  }
}

/** Ends when so many of them have. */
function first(count: number, running: readonly Promise<unknown>[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let ended = 0;
    const look = (): void => {
      if (ended >= count) resolve();
    };
    for (const one of running)
      one.then(() => {
        ended += 1;
        look();
      }, reject);
    look();
  });
}

describe("When the database is killed in the middle of requests, and started again", () => {
  it.each(signedIn)("%s has lost nothing that was acknowledged, and left nothing half done", (name) => {
    const of = findings.of(name);
    expect(of && violations(of)).toEqual([]);
  });
});
