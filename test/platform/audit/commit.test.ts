import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent, Idempotency } from "../../../functions/kernel/audit.ts";
import { day } from "../../../functions/kernel/clock.ts";
import type { Write } from "../../../functions/kernel/ports.ts";
import { auditedCommit } from "../../../functions/platform/audit/commit.ts";
import { firstAnswers } from "../../../functions/platform/audit/first-answer.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { longer, runs } from "../../runs.ts";
import { objectionsTo, storedLeaves } from "./chains.ts";
import { type Fault, faults, faultyDynamodb } from "./faulty-dynamodb.ts";
import { member, now, oneMonthKey, reading, tenant, tokensOf } from "./samples.ts";

const start = (plan: readonly (Fault | undefined)[] = []) => {
  const dynamodb = faultyDynamodb(plan);
  const time = { now };
  const clock = () => time.now;
  const instance = () =>
    auditedCommit({
      client: dynamodb.client,
      tableName: (table) => table,
      tenant,
      clock,
      monthKeys: oneMonthKey,
      tokensOf,
      pause: async () => {},
    });
  const reader = tableReader({ client: dynamodb.client, table: "community" });
  const leaves = () => storedLeaves(dynamodb.inTable("audit"));
  return { ...dynamodb, time, commit: instance(), instance, findFirst: firstAnswers(reader, clock), leaves };
};

const event = (requestId: string): AuditEvent => ({ ...reading([member(2)]), requestId });
const create = (name: string): Write => ({
  kind: "create",
  table: "community",
  key: { pk: `THREAD#${name}`, sk: "THREAD" },
  attributes: { state: "open", v: 1 },
  refuses: "changed-meanwhile",
});
const required = (name: string, state: string): Write => ({
  kind: "require",
  table: "community",
  key: { pk: `THREAD#${name}`, sk: "THREAD" },
  when: { equals: { state } },
  refuses: "not-found",
});
const record = (id: string): Idempotency => ({
  id,
  fingerprint: "f",
  status: 201,
  made: "m",
  expires: now + day,
});

describe("a commit", () => {
  it("without writes is one Put of the event", async () => {
    const { commit, calls, leaves } = start();
    const committed = await commit(event("r"), []);
    expect(calls).toEqual(["PutItem"]);
    expect(committed).toEqual({ outcome: "committed", event: leaves()[0]?.id });
  });

  it("with writes is one transaction of the writes, the record and the event", async () => {
    const { commit, calls, leaves, inTable, findFirst } = start();
    const committed = await commit(event("r"), [create("a")], record("k"));
    expect(calls).toEqual(["TransactWriteItems"]);
    expect(committed).toEqual({ outcome: "committed", event: leaves()[0]?.id });
    expect(inTable("community")).toHaveLength(2);
    await expect(findFirst("k")).resolves.toEqual({ ...record("k"), event: leaves()[0]?.id });
  });

  it("whose condition does not hold tells the write's own refusal and writes nothing", async () => {
    const { commit, inTable, leaves } = start();
    await commit(event("r"), [create("a")]);
    const second = await commit(event("s"), [required("a", "open"), create("a")], record("k"));
    expect(second).toEqual({ outcome: "refused", refusal: "changed-meanwhile" });
    const third = await commit(event("t"), [required("a", "closed"), create("a")]);
    expect(third).toEqual({ outcome: "refused", refusal: "not-found" });
    expect([inTable("community").length, leaves().length]).toEqual([1, 1]);
  });

  it("with the key of an earlier one is `repeated`, also when its writes meet what the earlier one wrote", async () => {
    const { commit, leaves } = start();
    await commit(event("r"), [create("a")], record("k"));
    await expect(commit(event("s"), [create("a")], record("k"))).resolves.toEqual({ outcome: "repeated" });
    expect(leaves()).toHaveLength(1);
  });

  it("overwrites the record of a key whose day is over", async () => {
    const { commit, time, findFirst } = start();
    await commit(event("r"), [create("a")], record("k"));
    time.now = now + day;
    await expect(findFirst("k")).resolves.toBeDefined();
    time.now = now + day + 1;
    await expect(findFirst("k")).resolves.toBeUndefined();
    const later = { ...record("k"), expires: now + 3 * day };
    await expect(commit(event("s"), [create("b")], later)).resolves.toMatchObject({ outcome: "committed" });
  });

  it("is repeated with the same token after a lost answer, and takes effect once", async () => {
    const { commit, calls, leaves } = start(["cut"]);
    await expect(commit(event("r"), [create("a")])).resolves.toMatchObject({ outcome: "committed" });
    expect(calls).toEqual(["TransactWriteItems", "TransactWriteItems"]);
    expect(leaves()).toHaveLength(1);
  });

  it("is tried again under contention, and is `unavailable` when that does not end", async () => {
    const contended = start(["conflict", "throttled"]);
    await expect(contended.commit(event("r"), [create("a")])).resolves.toMatchObject({
      outcome: "committed",
    });
    const hopeless = start(["conflict", "conflict", "conflict"]);
    const refused = hopeless.commit(event("r"), [create("a")]);
    await expect(refused).rejects.toMatchObject({ code: "unavailable", retryAfter: 5 });
    expect(hopeless.leaves()).toHaveLength(0);
  });

  it("is `unavailable` when a refusal follows a lost answer: the first request may still arrive", async () => {
    const { commit, settle, leaves } = start([undefined, "late"]);
    await commit(event("r"), [create("a")]);
    await expect(commit(event("s"), [create("a")])).rejects.toMatchObject({ code: "unavailable" });
    settle();
    await commit(event("t"), []);
    expect(
      leaves()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(["ev", "ev", "rot"]);
  });

  it("begins a new writer after an unknown outcome, whose first leaf says what is uncertain", async () => {
    const { commit, leaves } = start([undefined, "lost", "lost", "lost"]);
    await commit(event("r"), []);
    await expect(commit(event("s"), [])).rejects.toMatchObject({ code: "unavailable" });
    await commit(event("t"), []);
    const [one, rotation, last] = leaves().toSorted((a, b) =>
      a.type === b.type ? a.n - b.n : a.type < b.type ? -1 : 1,
    );
    expect(leaves()).toHaveLength(3);
    expect([one?.requestId, rotation?.requestId]).toEqual(["r", "t"]);
    expect(last).toMatchObject({ n: 0, abandoned: { w: one?.writer, last: 0, uncertain: 1 } });
  });

  it("counts on with the same number after a definite failure", async () => {
    const { commit, leaves } = start(["throttled", "throttled", "throttled"]);
    await expect(commit(event("r"), [])).rejects.toMatchObject({ code: "unavailable" });
    await commit(event("s"), []);
    expect(leaves().map(({ n, type }) => [n, type])).toEqual([[0, "ev"]]);
  });

  it("of an instance begins a chain of its own", async () => {
    const { instance, leaves } = start();
    await instance()(event("r"), []);
    await instance()(event("s"), []);
    expect(new Set(leaves().map(({ writer }) => writer)).size).toBe(2);
  });

  it("of an update that sets nothing is `internal`, and nothing is sent", async () => {
    const { commit, calls } = start();
    const { table, key } = create("a");
    const empty: Write = { kind: "update", table, key, refuses: "not-found", set: {}, when: {} };
    await expect(commit(event("r"), [empty])).rejects.toMatchObject({ code: "internal" });
    expect(calls).toEqual([]);
  });

  it("with an idempotency id that is no digest is `internal`, and nothing is sent", async () => {
    const { commit, calls } = start();
    const committing = commit(event("r"), [], record("a caller's words"));
    await expect(committing).rejects.toMatchObject({ code: "internal" });
    expect(calls).toEqual([]);
  });

  it("of an event too long for a leaf is `internal`, nothing is sent, and the chain goes on", async () => {
    const { commit, calls, leaves } = start();
    const long = { ...event("r"), extra: { reason: "a".repeat(59_000) } };
    await expect(commit({ ...long, commitments: ["c".repeat(1_000)] }, [])).rejects.toMatchObject({
      code: "internal",
    });
    expect(calls).toEqual([]);
    await commit(event("s"), []);
    expect(leaves()).toMatchObject([{ n: 0, type: "ev" }]);
  });

  it("of a hundred writes is `internal`, and nothing is sent", async () => {
    const { commit, calls } = start();
    const writes = Array.from({ length: 100 }, (_, at) => create(String(at)));
    await expect(commit(event("r"), writes)).rejects.toMatchObject({ code: "internal" });
    expect(calls).toEqual([]);
  });
});

interface Step {
  readonly writes: readonly string[];
  readonly key: string | undefined;
  readonly instance: number;
}

/** Commits all steps at once, in two instances, and tells how each ended for its caller. */
const commitAll = async (at: ReturnType<typeof start>, steps: readonly Step[]) => {
  const instances = [at.commit, at.instance()];
  const commits = steps.map(async ({ writes, key, instance }, number) =>
    instances[instance]?.(
      event(`r${number}`),
      writes.map(create),
      key === undefined ? undefined : record(key),
    ),
  );
  const ends = await Promise.allSettled(commits);
  at.settle();
  return ends.map((end) => (end.status === "fulfilled" ? end.value : undefined));
};

describe("whatever goes wrong on the way to the table", () => {
  const step: fc.Arbitrary<Step> = fc.record({
    writes: fc.constantFrom([], ["a"], ["a", "b"], ["c"]),
    key: fc.constantFrom(undefined, undefined, "k", "l"),
    instance: fc.nat(1),
  });
  const plan = fc.array(fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 2 }), {
    maxLength: 60,
  });

  it(
    "every chain is whole up to its report, no event is told twice, and what was released is stored",
    async () => {
      const steps = fc.array(step, { minLength: 1, maxLength: 12 });
      const property = fc.asyncProperty(steps, plan, async (taken, faultPlan) => {
        const at = start(faultPlan);
        const ends = await commitAll(at, taken);
        const leaves = at.leaves();
        expect(objectionsTo(leaves, 2)).toEqual([]);
        for (const [number, end] of ends.entries()) {
          const stored = leaves.filter(({ requestId }) => requestId === `r${number}`).map(({ id }) => id);
          if (end?.outcome === "committed") expect(stored).toEqual([end.event]);
          else expect(stored.length).toBeLessThanOrEqual(end === undefined ? 1 : 0);
        }
      });
      await fc.assert(property, { numRuns: runs(120) });
    },
    20_000 * longer,
  );
});
