import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forEach } from "../run/isolation/some-at-once.ts";
import { facts, tenantControl } from "../run/tenant.ts";
import { longer } from "../runs.ts";
import { endsSession, type OperationName, operationNames, rowOf } from "../samples.ts";
import { undisturbed } from "./kit/attempt.ts";
import type { Case } from "./kit/cases.ts";
import { type Findings, findingsOf } from "./kit/evidence.ts";
import { violations } from "./kit/judge.ts";
import { report } from "./kit/report.ts";
import { type Seen, sender } from "./kit/sender.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How far the clock jumps between a request whose answer is lost and its repeat. Records of requests are kept for a day. */
const jumps = {
  "6 minutes ahead": 6 * minute,
  "23 hours ahead": 23 * hour,
  "an hour back": -hour,
  "a day back": -24 * hour,
};
const trials = Object.entries(jumps);

const posts = operationNames.filter(
  (name) => rowOf(name).method === "POST" && rowOf(name).scope !== null && !endsSession(name),
);
const seen = new Map<OperationName, Seen[]>();
let findings: Findings;

/** Each operation meets one jump, or all of them. */
const meets = (at: number, trial: number): boolean => longer > 1 || at % trials.length === trial;

const lost = {
  service: "dynamodb",
  operation: "TransactWriteItems",
  kind: "cut-after",
  times: 1_000,
} as const;

beforeAll(async () => {
  const begun = performance.now();
  for (const [at, [name, jump]] of trials.entries())
    await tried(
      posts.filter((_, index) => meets(index, at)),
      name,
      jump,
    );
  findings = await findingsOf(seen);
  report("jumps of the clock", findings.seen, begun);
});
afterAll(() => tenantControl.setClock(0));

async function tried(
  operations: readonly OperationName[],
  jump: string,
  milliseconds: number,
): Promise<void> {
  const planned: Case = { ...undisturbed, name: jump, faults: [lost], expects: "any", repeats: true };
  const senders = operations.map((name) => ({ name, ...sender(name) }));
  const firsts = await forEach(senders, ({ send }) => send(planned));
  await tenantControl.setClock(milliseconds);
  await forEach([...firsts], async ([{ renew, finish }, first]) => {
    await renew(renewed);
    await finish(planned, first);
  });
  await tenantControl.setClock(0);
  for (const { name, seen: cases } of senders) seen.set(name, [...(seen.get(name) ?? []), ...cases]);
}

/** A token of the same person as the clock now has it. */
async function renewed(token: string): Promise<string> {
  const { iss, sub, username, origin_jti } = decodeJwt(token);
  return tenantControl.mint(iss === facts.issuers.members ? "members" : "workforce", {
    sub,
    username,
    origin_jti,
  });
}

describe("When the clock jumps between a lost answer and the repeat of its request", () => {
  it.each(posts)("%s is done once, and the repeat is answered as the first time", (name) => {
    const of = findings.of(name);
    expect(of && violations(of)).toEqual([]);
  });
});
