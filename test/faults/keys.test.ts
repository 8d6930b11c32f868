import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forEach } from "../run/isolation/some-at-once.ts";
import { facts, tenantControl } from "../run/tenant.ts";
import { longer } from "../runs.ts";
import { type OperationName, operationNames, rowOf } from "../samples.ts";
import { undisturbed } from "./kit/attempt.ts";
import type { Case } from "./kit/cases.ts";
import { type Findings, findingsOf } from "./kit/evidence.ts";
import { violations } from "./kit/judge.ts";
import { report } from "./kit/report.ts";
import { type Seen, type Sender, sender } from "./kit/sender.ts";

/** The operator, who may switch keys off and on. */
const kms = new KMSClient({ region: facts.region, endpoint: facts.endpointUrl, credentials: facts.operator });
afterAll(() => kms.destroy());

/** More calls than are made meanwhile. */
const always = 100_000;

const states = {
  disabled: {
    begin: async (KeyId: string) => void (await kms.send(new DisableKeyCommand({ KeyId }))),
    end: async (KeyId: string) => void (await kms.send(new EnableKeyCommand({ KeyId }))),
  },
  // No key policy lets anybody begin that here: what AWS then answers is planned.
  "pending deletion": {
    begin: async (resource: string) => {
      for (const service of ["kms", "dynamodb"])
        await tenantControl.addFault({ service, resource, kind: "kms-pending", times: always });
    },
    end: () => tenantControl.clearFaults(),
  },
} as const;

/** What is told to whoever asks while a key cannot be used and none is remembered, and how many events that leaves. */
const keys = [
  { key: "SealKey", expects: "sealed", events: 1 },
  // The tables of content lie under it: nobody can be recognised. The trail lies under another.
  { key: "DataKey", expects: "unavailable", events: undefined },
  // Without the trail there is no answer.
  { key: "AuditKey", expects: "failed", events: 0 },
] as const;

const trials = keys.flatMap((key) =>
  Object.entries(states).map(([state, change]) => ({ ...key, state, change })),
);
const signedIn = operationNames.filter((name) => rowOf(name).scope !== null);
const seen = new Map<OperationName, Seen[]>();
let findings: Findings;

/** Each operation meets one trial, or all of them. */
const meets = (at: number, trial: number): boolean => longer > 1 || at % trials.length === trial;

beforeAll(async () => {
  const begun = performance.now();
  for (const [at, trial] of trials.entries())
    await tried(
      signedIn.filter((_, index) => meets(index, at)),
      trial,
    );
  findings = await findingsOf(seen);
  report("keys that cannot be used, and back again", findings.seen, begun);
});

async function tried(operations: readonly OperationName[], trial: (typeof trials)[number]): Promise<void> {
  const { key, state, change, expects, events } = trial;
  const id = facts.keys.find(({ logicalId }) => logicalId === key)?.physicalId ?? "";
  const closed: Case = {
    ...{ ...undisturbed, cold: true, name: `${key} ${state}`, expects },
    ...(events === undefined ? {} : { events }),
  };
  const open: Case = { ...undisturbed, name: `${key} back from ${state}`, expects: "done", repeats: true };
  const senders = operations.map((name) => ({ name, ...sender(name) }));
  await forEach(senders, ({ prepare }) => prepare());
  await change.begin(id);
  await forEach(senders, (one) => through(one, closed));
  await change.end(id);
  await forEach(senders, (one) => through(one, open));
  for (const { name, seen: cases } of senders) seen.set(name, [...(seen.get(name) ?? []), ...cases]);
}

async function through({ send, finish }: Sender, planned: Case): Promise<void> {
  await finish(planned, await send(planned));
}

describe("While a key is disabled or about to be deleted, and when it is back", () => {
  it.each(signedIn)("%s says so, does nothing, and then does it once", (name) => {
    const of = findings.of(name);
    expect(of && violations(of)).toEqual([]);
  });
});
